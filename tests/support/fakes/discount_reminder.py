"""Reminders in memory."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from promenade.activity.discount_reminder.model import MOST, Reminder
from promenade.activity.discount_reminder.service import refused_most
from promenade.contracts.limited_discounts import LimitedDiscount
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp


class FakeReminderStore:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Reminder] = {}

    def find(self, customer: str, promotion_id: str) -> Reminder | None:
        return self.kept.get((customer, promotion_id))

    def turn_on(self, met: Reminder, after: Reminder, _stamp: Stamp) -> None:
        self._refuse_others(met)
        if len(self.list_of(met.customer)) >= MOST:
            raise refused_most()
        self._keep(after)

    def turn_off(self, met: Reminder, after: Reminder, _stamp: Stamp) -> None:
        self._refuse_others(met)
        self._keep(after)

    def tell(self, met: Reminder, after: Reminder, _stamp: Stamp) -> None:
        self._refuse_others(met)
        self._keep(after)

    def list_of(self, customer: str) -> Sequence[Reminder]:
        mine = (each for key, each in sorted(self.kept.items()) if key[0] == customer)
        return [each for each in mine if each.is_on]

    def untold(self, promotion_id: str, opens_at: datetime) -> Iterator[Sequence[Reminder]]:
        yield [
            each
            for each in self.kept.values()
            if each.promotion_id == promotion_id
            if each.is_on and (each.opens_at is None or each.opens_at < opens_at)
        ]

    def _keep(self, reminder: Reminder) -> None:
        self.kept[reminder.customer, reminder.promotion_id] = reminder

    def _refuse_others(self, met: Reminder) -> None:
        found = self.find(met.customer, met.promotion_id)
        if (found.version if found else 0) != met.version:
            raise Contended


class FakeDiscounts:
    """contracts.limited_discounts.LimitedDiscounts."""

    def __init__(self, *discounts: LimitedDiscount) -> None:
        self.now = {each.id: each for each in discounts}

    def listed(self, _now: datetime) -> Sequence[LimitedDiscount]:
        return list(self.now.values())

    def find(self, discount_id: str, _now: datetime) -> LimitedDiscount | None:
        return self.now.get(discount_id)
