"""Reminders on the wire."""

from collections.abc import Iterable
from datetime import datetime

from promenade.activity.discount_reminder.model import REMIND_BEFORE
from promenade.activity.discount_reminder.service import ShownReminder
from promenade.contracts.customers import customer_of
from promenade.contracts.limited_discounts import DiscountState
from promenade.kit.decoding import View
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Principal


class ReminderView(View, frozen=True):
    """The next opening is at `opens_at`, and told of at `remind_at`, unless the discount is paused,
    ended or sold out by then. Null: none lies ahead."""

    promotion_id: str
    name: str | None
    state: DiscountState
    opens_at: datetime | None
    remind_at: datetime | None


class ReminderList(View, frozen=True):
    items: list[ReminderView]


def shopper(caller: Principal) -> str:
    """The customer who calls. Raises NotFound for all others, whom nobody reminds."""
    if caller.kind != "shopper":
        raise NotFound("Customers are reminded; sign in as one.")
    return customer_of(caller)


def show_reminder(shown: ShownReminder) -> ReminderView:
    discount = shown.discount
    opens_at = discount.next_opens_at if discount else None
    return ReminderView(
        promotion_id=shown.promotion_id,
        name=discount.name if discount else None,
        state=discount.state if discount else DiscountState.ENDED,
        opens_at=opens_at,
        remind_at=opens_at - REMIND_BEFORE if opens_at else None,
    )


def show_reminders(shown: Iterable[ShownReminder]) -> ReminderList:
    return ReminderList(items=[show_reminder(each) for each in shown])
