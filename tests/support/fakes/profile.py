"""Profiles in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from promenade.customer.profile.model.figures import Counted, Ends, Purchase
from promenade.customer.profile.model.person import Claim, IdentityTaken, Person, Profile
from promenade.customer.profile.model.scoring import Boundaries, Bucket, Rule, places
from promenade.customer.profile.service.ports import Counting, Move, OrderKey
from promenade.kit.errors import Conflict, Stale
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp, Stored


class FakeProfileStore:
    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.owners: dict[Claim, str] = {}
        self.counted: dict[OrderKey, Counted] = {}
        self.buckets: Counter[Bucket] = Counter()
        self.made: dict[str, tuple[str, Profile]] = {}

    def find(self, customer: str) -> Person | None:
        return self.people.get(customer)

    def find_many(self, customers: Iterable[str]) -> Mapping[str, Person]:
        return {each: self.people[each] for each in customers if each in self.people}

    def find_owner(self, claim: Claim) -> str | None:
        return self.owners.get(claim)

    def find_owners(self, claims: Iterable[Claim]) -> Mapping[Claim, str]:
        return {each: self.owners[each] for each in claims if each in self.owners}

    def find_counted(self, order: OrderKey) -> Counted | None:
        return self.counted.get(order)

    def first_made(self, stamp: Stamp) -> Profile | None:
        fingerprint, profile = self.made.get(stamp.request) or ("", None)
        if profile and fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return profile

    def ends(self, customer: str, besides: OrderKey) -> Ends:
        others = (each for key, each in self.counted.items() if key != besides)
        mine = [each.purchase for each in others if each.customer == customer and each.purchase]
        bought: list[Purchase] = sorted(mine)
        return Ends(bought[0], bought[-1]) if bought else Ends()

    def change(self, moves: Sequence[Move], stamp: Stamp, counting: Counting | None = None) -> None:
        self._refuse_others(moves, counting)
        self._refuse_taken(moves)
        for move in moves:
            self._keep(move)
            if stamp.request and move.before is None:
                self.made[stamp.request] = stamp.fingerprint, move.after.profile
        if counting:
            self.counted[counting.order] = counting.after

    def _refuse_others(self, moves: Sequence[Move], counting: Counting | None) -> None:
        if any(self.find(move.after.profile.id) != move.before for move in moves):
            raise Contended
        if counting and self.find_counted(counting.order) != counting.before:
            raise Contended

    def _refuse_taken(self, moves: Sequence[Move]) -> None:
        for move in moves:
            for claim in move.after.claims:
                if self.owners.get(claim, move.after.profile.id) != move.after.profile.id:
                    raise IdentityTaken(IdentityTaken.TOLD, kind=claim.kind)

    def _keep(self, move: Move) -> None:
        after = move.after
        for claim in move.before.claims if move.before else ():
            del self.owners[claim]
        self.owners |= dict.fromkeys(after.claims, after.profile.id)
        self.buckets.update(places(after.profile))
        self.buckets.subtract(places(move.before.profile) if move.before else ())
        self.people[after.profile.id] = after


class FakeScoringStore:
    def __init__(self, people: FakeProfileStore) -> None:
        self._people = people
        self._rule = Stored(Rule(), "")
        self._boundaries = Boundaries()

    def rule(self) -> Stored[Rule]:
        return self._rule

    def replace_rule(self, rule: Rule, stamp: Stamp) -> None:
        if rule.version != self._rule.value.version + 1:
            raise Stale("It has been changed since.", version=self._rule.value.version)
        self._rule = Stored(rule, stamp.fingerprint)

    def boundaries(self) -> Boundaries:
        return self._boundaries

    def replace_boundaries(self, boundaries: Boundaries) -> None:
        if boundaries.version != self._boundaries.version + 1:
            raise Contended
        self._boundaries = boundaries

    def population(self) -> Mapping[str, Mapping[int, int]]:
        found: dict[str, dict[int, int]] = {}
        for bucket, count in self._people.buckets.items():
            if count:
                found.setdefault(bucket.measure, {})[bucket.value] = count
        return found
