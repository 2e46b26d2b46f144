"""Reminders in memory."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from promenade.activity.reminder.model import MOST, SHARDS, Occasion, Piece, Reminder
from promenade.activity.reminder.service import Change, refused_most
from promenade.contracts.openings import Opening
from promenade.kit.patience import Contended
from promenade.kit.shards import start_of
from promenade.kit.stamp import Stamp


class FakeReminderStore:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, Occasion], Reminder] = {}

    def find(self, customer: str, occasion: Occasion) -> Reminder | None:
        return self.kept.get((customer, occasion))

    def turn_on(self, met: Reminder, after: Reminder, _stamp: Stamp) -> None:
        self._refuse_others(met)
        if len(self.list_of(met.customer)) >= MOST:
            raise refused_most()
        self._keep(after)

    def turn_off(self, met: Reminder, after: Reminder, _stamp: Stamp) -> None:
        self._refuse_others(met)
        self._keep(after)

    def tell(self, changes: Sequence[Change]) -> int:
        return sum(self._tell(met, after) for met, after, _ in changes)

    def list_of(self, customer: str) -> Sequence[Reminder]:
        mine = (each for key, each in sorted(self.kept.items(), key=_place) if key[0] == customer)
        return [each for each in mine if each.is_on]

    def untold(self, piece: Piece) -> Iterator[Sequence[Reminder]]:
        yield [
            each
            for each in self.kept.values()
            if each.occasion == piece.occasion
            if start_of(each.customer, SHARDS) == piece.shard
            if each.is_on and (each.opens_at is None or each.opens_at < piece.opens_at)
        ]

    def _tell(self, met: Reminder, after: Reminder) -> bool:
        with suppress(Contended):
            self._refuse_others(met)
            self._keep(after)
            return True
        return False

    def _keep(self, reminder: Reminder) -> None:
        self.kept[reminder.customer, reminder.occasion] = reminder

    def _refuse_others(self, met: Reminder) -> None:
        found = self.find(met.customer, met.occasion)
        if (found.version if found else 0) != met.version:
            raise Contended


def _place(item: tuple[tuple[str, Occasion], Reminder]) -> tuple[str, str, str]:
    customer, occasion = item[0]
    return customer, occasion.kind, occasion.id


class FakeOpenings:
    """contracts.openings.Openings."""

    def __init__(self, *openings: Opening) -> None:
        self.now = {each.id: each for each in openings}

    def listed(self, _now: datetime) -> Sequence[Opening]:
        return list(self.now.values())

    def find(self, id_: str, _now: datetime) -> Opening | None:
        return self.now.get(id_)
