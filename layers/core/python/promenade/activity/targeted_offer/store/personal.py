"""What customers have of offers, in DynamoDB: one item a customer and offer, so that nobody has one
twice; with its coupon and what is counted in one transaction."""

from functools import partial
from typing import Any

import msgspec

from promenade.activity.targeted_offer.model.personal import (
    AlreadyInOffer,
    PersonalOffer,
    Targeting,
)
from promenade.activity.targeted_offer.service.granting import opted_out
from promenade.activity.targeted_offer.service.ports import Standing, Turn
from promenade.activity.targeted_offer.store.records import (
    CountRecord,
    Key,
    PersonRecord,
    added,
    counted,
    encode,
    person_key,
    share_key,
)
from promenade.contracts.targeted_offers import (
    PersonalOfferFact,
    TargetedOfferGranted,
    TargetingAllowed,
    TargetingRefused,
)
from promenade.kit import dynamo, dynamo_requests, holds
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp

_REFUSED = "refused"
_personal_of = msgspec.json.Decoder(PersonalOffer)
_targeting_of = msgspec.json.Decoder(Targeting)


class DynamoPersonalStore:
    def find(self, customer: str, offer_id: str) -> Standing:
        keys = [person_key(customer, offer_id), _targeting_key(customer)]
        found = dynamo.find_many(PersonRecord, keys, consistent=True)
        bodies = {each.sk: each.body for each in found}
        mine, said = bodies.get(keys[0][1]), bodies.get("TARGETING")
        return Standing(
            _personal_of.decode(mine) if mine else None,
            _targeting_of.decode(said) if said else Targeting(customer),
        )

    def list_of(self, customer: str, limit: int, after: Position | None) -> Page[PersonalOffer]:
        place = Partition(f"PERSON#{customer}", consistent=True)
        mine = PersonRecord.sk.startswith("OFFER#")
        found = dynamo.page(PersonRecord, place, limit=limit, after=after, sk=mine)
        return Page(tuple(_personal_of.decode(each.body) for each in found.items), found.next)

    def made(self, stamp: Stamp) -> PersonalOffer | None:
        body = dynamo_requests.first(PersonRecord, stamp)
        return _personal_of.decode(body) if body else None

    def grant(self, mine: PersonalOffer, coupon: Part, stamp: Stamp) -> None:
        is_willing = PersonRecord.state.does_not_exist() | (PersonRecord.state != _REFUSED)
        who = PersonRecord(*_targeting_key(mine.customer))
        willing = Write("Update", who, is_willing, [PersonRecord.granted.add(1)])
        counts = counted(mine.offer_id, mine.customer, {"granted": 1})
        gift = first(mine, TargetedOfferGranted, stamp)
        own = Part((gift, willing, *counts, *kept(mine, stamp)), partial(_not_granted, stamp))
        if not holds.join_once(own, [coupon]):
            raise Contended

    def turn(self, turn: Turn, stamp: Stamp) -> None:
        after = turn.after
        is_same = PersonRecord.version == turn.before.version
        mine = Write("Put", _record(after).stamped(stamp, turn.fact), is_same)
        writes = [mine, *counted(after.offer_id, after.customer, _more(turn)), *_linked(turn)]
        if not holds.join_once(Part(tuple(writes), lambda _lost: None), turn.parts):
            raise Contended

    def targeting(self, customer: str) -> Targeting:
        record = dynamo.find(PersonRecord, *_targeting_key(customer), consistent=True)
        said = record.body if record else None
        return _targeting_of.decode(said) if said else Targeting(customer)

    def choose(self, after: Targeting, stamp: Stamp) -> None:
        record = PersonRecord(*_targeting_key(after.customer), version=after.version)
        record.body, record.state = encode(after), "allowed" if after.is_allowed else _REFUSED
        record.stamped(stamp, TargetingAllowed if after.is_allowed else TargetingRefused)
        is_new, is_next = PersonRecord.version.does_not_exist(), after.version - 1
        is_same = is_new if after.version == 1 else PersonRecord.version == is_next
        try:
            dynamo.apply(Write("Update", record, is_same, record.changes()))
        except ConditionFailed:
            raise Contended from None


def first(mine: PersonalOffer, fact: type[PersonalOfferFact], stamp: Stamp) -> Write:
    """What a customer has of an offer, where there was nothing."""
    return Write("Put", _record(mine).stamped(stamp, fact), PersonRecord.pk.does_not_exist())


def kept(mine: PersonalOffer, stamp: Stamp) -> list[Write]:
    """For the same call, when it comes again; the last writes of a gift."""
    return dynamo_requests.keep(PersonRecord, encode(mine), stamp)


def used_before(stamp: Stamp, lost: ConditionFailed) -> Conflict | None:
    """Where its key was kept, by a call that gave something else."""
    is_so = stamp.request and lost.failed[-1]
    return Conflict("This Idempotency-Key was used for another request.") if is_so else None


def already_there(lost: ConditionFailed) -> AlreadyInOffer | None:
    if not lost.failed[0]:
        return None
    met: Any = lost.old[0]
    offer_id = _personal_of.decode(met.body).offer_id
    return AlreadyInOffer("The customer has this offer.", offer_id=offer_id)


def _not_granted(stamp: Stamp, lost: ConditionFailed) -> DomainError | None:
    refusal = opted_out() if lost.failed[1] else used_before(stamp, lost)
    return already_there(lost) or refusal


def _more(turn: Turn) -> dict[str, int]:
    before, after = turn.before, turn.after
    return {"used": after.is_used - before.is_used, **_bonuses(turn)}


def _bonuses(turn: Turn) -> dict[str, int]:
    before, after = turn.before.bonus, turn.after.bonus
    states = {"bonuses": "given", "withheld": "withheld", "voided": "voided"}
    return {name: (after == state) - (before == state) for name, state in states.items()}


def _linked(turn: Turn) -> list[Write]:
    """The same at the link, for who invited."""
    more = _bonuses(turn)
    link = CountRecord(*share_key(turn.after.share_id))
    return [added(link, more)] if any(more.values()) else []


def _record(mine: PersonalOffer) -> PersonRecord:
    key = person_key(mine.customer, mine.offer_id)
    return PersonRecord(*key, version=mine.version, body=encode(mine))


def _targeting_key(customer: str) -> Key:
    return f"PERSON#{customer}", "TARGETING"
