"""People and suppressions in memory."""

from collections.abc import Mapping, Sequence

from promenade.contracts.channels import Channel
from promenade.contracts.consents import AddressFact
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.person import Entry, Person
from promenade.outreach.consent.model.suppression import Suppression
from promenade.outreach.consent.service.ports import Turn


class FakePersonStore:
    def __init__(self) -> None:
        self.kept: dict[str, Person] = {}
        self.entries: dict[str, list[Entry]] = {}

    def find(self, person: str) -> Person:
        return self.kept.get(person) or Person(person)

    def find_many(self, people: Sequence[str]) -> Mapping[str, Person]:
        return {person: self.find(person) for person in people}

    def write(self, turns: Sequence[Turn], _stamp: Stamp) -> None:
        if any(self.find(each.after.person).version != each.before.version for each in turns):
            raise Contended
        for each in turns:
            self.kept[each.after.person] = each.after
            if each.entry:
                self.entries.setdefault(each.after.person, []).insert(0, each.entry)

    def list_entries(self, person: str, limit: int, after: Position | None) -> Page[Entry]:
        found = self.entries.get(person, [])
        start = int(after["at"]) if after else 0
        end = start + limit
        more = {"at": str(end)} if end < len(found) else None
        return Page(tuple(found[start:end]), more)

    def forget_entries(self, person: str) -> None:
        self.entries.pop(person, None)


class FakeSuppressionStore:
    def __init__(self) -> None:
        self.kept: dict[tuple[Channel, str], Suppression] = {}

    def find(self, channel: Channel, address: str) -> Suppression:
        return self.kept.get((channel, address)) or Suppression(channel, address)

    def write(
        self,
        before: Suppression,
        after: Suppression,
        _fact: type[AddressFact] | None,
        _stamp: Stamp,
    ) -> None:
        if self.find(after.channel, after.address).version != before.version:
            raise Contended
        self.kept[after.channel, after.address] = after

    def list_of(self, channel: Channel, limit: int, _after: Position | None) -> Page[Suppression]:
        found = [each for each in self.kept.values() if each.channel is channel and each.causes]
        found.sort(key=lambda each: max(one.at for one in each.causes.values()), reverse=True)
        return Page(tuple(found[:limit]), None)
