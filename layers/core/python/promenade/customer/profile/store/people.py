"""People, their addresses and their orders: read one by one, changed together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.contracts.profiles import ProfileChanged
from promenade.customer.profile.model.figures import Counted, Ends, Purchase
from promenade.customer.profile.model.person import Claim, IdentityTaken, Person, Profile
from promenade.customer.profile.model.scoring import places
from promenade.customer.profile.service.ports import Counting, Move, OrderKey
from promenade.customer.profile.store import ProfileRecord, person_key
from promenade.customer.profile.store.listing import listed, tag_writes
from promenade.customer.profile.store.population import population_key
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.patience import Contended
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp

_PAID = "PAID#"
_profile = msgspec.json.Decoder(Profile)
_counted = msgspec.json.Decoder(Counted)
_claims = msgspec.json.Decoder(tuple[Claim, ...])
_purchase = msgspec.json.Decoder(Purchase)


class DynamoProfileStore:
    def find(self, customer: str) -> Person | None:
        record = dynamo.find(ProfileRecord, person_key(customer), "-", consistent=True)
        return person_of(record) if record else None

    def find_many(self, customers: Iterable[str]) -> Mapping[str, Person]:
        keys = [(person_key(customer), "-") for customer in customers]
        found = dynamo.find_many(ProfileRecord, keys, consistent=True)
        people = [person_of(record) for record in found]
        return {person.profile.id: person for person in people}

    def find_owner(self, claim: Claim) -> str | None:
        record = dynamo.find(ProfileRecord, *_identity_key(claim), consistent=True)
        return record.owner if record else None

    def find_owners(self, claims: Iterable[Claim]) -> Mapping[Claim, str]:
        asked = {_identity_key(claim): claim for claim in claims}
        found = dynamo.find_many(ProfileRecord, asked, consistent=True)
        return {asked[record.pk, record.sk]: record.owner or "" for record in found}

    def find_counted(self, order: OrderKey) -> Counted | None:
        record = dynamo.find(ProfileRecord, *_order_key(order), consistent=True)
        return _counted.decode(record.body) if record else None

    def first_made(self, stamp: Stamp) -> Profile | None:
        body = dynamo_requests.first(ProfileRecord, stamp)
        return _profile.decode(body) if body else None

    def ends(self, customer: str, besides: OrderKey) -> Ends:
        first = _first_of(Partition(person_key(customer), consistent=True), besides)
        if first is None:
            return Ends()
        newest = Partition(person_key(customer), newest_first=True, consistent=True)
        return Ends(first, _first_of(newest, besides))

    def change(self, moves: Sequence[Move], stamp: Stamp, counting: Counting | None = None) -> None:
        guards = [_put(move, stamp) for move in moves]
        guards += [_put_counted(counting)] if counting else []
        guards += _keep_first(moves, stamp)
        claims = [write for move in moves for write in _claim_writes(move)]
        others = [*_purchase_writes(counting), *_population_writes(moves)]
        others += tag_writes(moves, stamp.at)
        try:
            dynamo.transact_once([*guards, *claims, *others])
        except ConditionFailed as lost:
            if any(lost.failed[: len(guards)]):
                raise Contended from None
            raise _taken(claims, lost.failed[len(guards) :]) from None


def person_of(record: ProfileRecord) -> Person:
    claims = _claims.decode(record.claims) if record.claims else ()
    return Person(_profile.decode(record.body), record.sealed, claims, record.fingerprint)


def _put(move: Move, stamp: Stamp) -> Write:
    profile = move.after.profile
    record = ProfileRecord(person_key(profile.id), "-", version=profile.version)
    record.stamped(stamp, ProfileChanged)
    record.body = msgspec.json.encode(profile).decode()
    record.sealed = move.after.sealed
    record.claims = msgspec.json.encode(move.after.claims).decode() if move.after.claims else None
    listed(record, profile)
    if move.before is None:
        return Write("Put", record, ProfileRecord.pk.does_not_exist())
    return Write("Put", record, ProfileRecord.version == move.before.profile.version)


def _keep_first(moves: Sequence[Move], stamp: Stamp) -> Iterator[Write]:
    for move in moves:
        if move.before is None:
            body = msgspec.json.encode(move.after.profile).decode()
            yield from dynamo_requests.keep(ProfileRecord, body, stamp)


def _put_counted(counting: Counting) -> Write:
    record = ProfileRecord(*_order_key(counting.order), version=counting.after.version)
    record.body = msgspec.json.encode(counting.after).decode()
    return Write("Put", record, _is_as(counting.before))


def _is_as(counted: Counted | None) -> Condition:
    if counted is None:
        return ProfileRecord.pk.does_not_exist()
    return ProfileRecord.version == counted.version


def _claim_writes(move: Move) -> Iterator[Write]:
    """An address is another's no longer, or whose it was."""
    owner = move.after.profile.id
    before = set(move.before.claims) if move.before else set()
    after = set(move.after.claims)
    for claim in sorted(after - before, key=repr):
        record = ProfileRecord(*_identity_key(claim), owner=owner)
        is_free = ProfileRecord.pk.does_not_exist() | (ProfileRecord.owner == owner)
        record.body = claim.kind
        yield Write("Put", record, is_free)
    for claim in sorted(before - after, key=repr):
        record = ProfileRecord(*_identity_key(claim))
        yield Write("Delete", record, ProfileRecord.owner == owner)


def _taken(claims: Sequence[Write], failed: Sequence[bool]) -> Exception:
    lost = [write for write, is_lost in zip(claims, failed, strict=False) if is_lost]
    kind = lost[0].record.body if lost else None
    return IdentityTaken(IdentityTaken.TOLD, kind=kind)


def _purchase_writes(counting: Counting | None) -> Iterator[Write]:
    if counting is None:
        return
    gone = _purchase_of(counting.order, counting.before)
    come = _purchase_of(counting.order, counting.after)
    if gone and not (come and come.sk == gone.sk and come.pk == gone.pk):
        yield Write("Delete", gone)
    if come:
        yield Write("Put", come)


def _purchase_of(order: OrderKey, counted: Counted | None) -> ProfileRecord | None:
    purchase = counted.purchase if counted else None
    if counted is None or counted.customer is None or purchase is None:
        return None
    place = f"{clock.to_wire(purchase.at)}#{purchase.zone}#{order.source}#{order.number}"
    record = ProfileRecord(person_key(counted.customer), f"{_PAID}{place}")
    record.body = msgspec.json.encode(purchase).decode()
    return record


def _first_of(place: Partition, besides: OrderKey) -> Purchase | None:
    """One of two at most is the order itself."""
    own = f"{besides.source}#{besides.number}"
    is_paid = ProfileRecord.sk.startswith(_PAID)
    page = dynamo.page(ProfileRecord, place, limit=2, after=None, sk=is_paid)
    bodies = [record.body for record in page.items if record.sk.split("#", 3)[3] != own]
    return _purchase.decode(bodies[0]) if bodies else None


def _population_writes(moves: Sequence[Move]) -> Iterator[Write]:
    """People who share a shard and a bucket are one write: an item is written once."""
    turned: Counter[tuple[str, str]] = Counter()
    for move in moves:
        customer = move.after.profile.id
        for bucket in places(move.after.profile):
            turned[population_key(customer, bucket)] += 1
        for bucket in places(move.before.profile) if move.before else ():
            turned[population_key(customer, bucket)] -= 1
    for key, count in sorted(turned.items()):
        if count:
            add = ProfileRecord.people_count.add(count)
            yield Write("Update", ProfileRecord(*key), None, [add])


def _identity_key(claim: Claim) -> tuple[str, str]:
    return f"IDENTITY#{claim.digest}", "-"


def _order_key(order: OrderKey) -> tuple[str, str]:
    return f"ORDER#{order.source}#{order.number}", "-"
