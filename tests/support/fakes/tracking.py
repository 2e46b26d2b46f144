"""Links and touches in memory."""

from collections.abc import Mapping, Sequence

import msgspec

from promenade.contracts.behaviour import SeenAct
from promenade.contracts.tracking import LinkSet
from promenade.customer.tracking.model.experiments import Experiment, Outcome, Tally
from promenade.customer.tracking.model.links import SentSet, set_key
from promenade.customer.tracking.service.ports import Seen, Whose
from promenade.kit.errors import Conflict
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp


class FakeLinkStore:
    def __init__(self) -> None:
        self.kept: dict[str, SentSet] = {}
        self._made_by: dict[str, str] = {}

    def keep(self, links: LinkSet, stamp: Stamp) -> SentSet:
        if found := self.find_made(links.id, stamp):
            return found
        made_at = links.sent_elsewhere_at or stamp.at
        sent = SentSet(**msgspec.structs.asdict(links), made_at=made_at)
        self.kept[set_key(links.id)], self._made_by[set_key(links.id)] = sent, stamp.fingerprint
        return sent

    def place(self, links: LinkSet, stamp: Stamp) -> None:
        """Nobody is erased here."""

    def find_made(self, set_id: str, stamp: Stamp) -> SentSet | None:
        found = self.kept.get(set_key(set_id))
        if found and self._made_by[set_key(set_id)] != stamp.fingerprint:
            raise Conflict("This already exists with other content.")
        return found

    def find_set(self, set_key: str) -> SentSet | None:
        return self.kept.get(set_key)


class FakeTouchStore:
    def __init__(self) -> None:
        self.kept: dict[tuple[Whose, str], Seen] = {}

    def see(self, seen: Seen, _stamp: Stamp) -> bool:
        known = (seen.whose, seen.key) in self.kept
        self.kept.setdefault((seen.whose, seen.key), seen)
        return not known

    def touches(self, whose: Whose) -> Sequence[Seen]:
        return [self.kept[key] for key in sorted(self.kept, key=str) if key[0] == whose]

    def drop(self, whose: Whose) -> None:
        self.kept = {key: each for key, each in self.kept.items() if key[0] != whose}

    def judge(self, seen: Seen, _stamp: Stamp) -> None:
        if not self.kept[seen.whose, seen.key].touch.is_judged:
            self.kept[seen.whose, seen.key] = seen


class FakeActs:
    def __init__(self) -> None:
        self.kept: dict[str, SeenAct] = {}

    def take(self, seen: SeenAct) -> None:
        self.kept.setdefault(seen.id, seen)

    def forget(self, customer: str) -> None:
        self.kept = {id_: each for id_, each in self.kept.items() if each.customer != customer}


class FakeQueue:
    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def send(self, bodies: Sequence[bytes]) -> None:
        self.bodies += bodies


class FakeExperimentStore:
    def __init__(self) -> None:
        self.kept: dict[str, Experiment] = {}
        self.counted: dict[str, dict[str, Outcome]] = {}

    def add(self, experiment: Experiment, _stamp: Stamp) -> Experiment:
        return self.kept.setdefault(experiment.id, experiment)

    def find(self, id_: str) -> Experiment | None:
        return self.kept.get(id_)

    def outcomes(self, id_: str, subjects: Sequence[str]) -> Mapping[str, Outcome]:
        found = self.counted.get(id_, {})
        return {each: found[each] for each in subjects if each in found}

    def count(self, id_: str, outcomes: Mapping[str, Outcome], before: int) -> None:
        if len(self.counted.get(id_, {})) != before:
            raise Contended
        self.counted.setdefault(id_, {}).update(outcomes)

    def tallies(self, id_: str) -> Mapping[str, Tally]:
        found: dict[str, Tally] = {}
        for each in self.counted.get(id_, {}).values():
            found[each.arm] = found.get(each.arm, Tally()).plus(each)
        return found
