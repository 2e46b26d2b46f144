"""Reminders on the wire."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from promenade.activity.reminder.model import REMIND_BEFORE, Kind, Occasion, Piece
from promenade.activity.reminder.service import ShownReminder
from promenade.contracts.customers import customer_of
from promenade.contracts.openings import OpeningState
from promenade.kit.decoding import View, canonical, decode
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Principal


class ReminderView(View, frozen=True):
    """The next opening is at `opens_at`, and told of at `remind_at`, unless it is paused, ended or
    sold out by then. It is of a promotion or of a sale. Null: none lies ahead."""

    promotion_id: str | None
    sale_id: str | None
    name: str | None
    state: OpeningState
    opens_at: datetime | None
    remind_at: datetime | None


class ReminderList(View, frozen=True):
    items: list[ReminderView]


def shopper(caller: Principal) -> str:
    """The customer who calls. Raises NotFound for all others, whom nobody reminds."""
    if caller.kind != "shopper":
        raise NotFound("Customers are reminded; sign in as one.")
    return customer_of(caller)


def occasion(path: Mapping[str, str]) -> Occasion:
    """Which of them a route is about."""
    if "sale_id" in path:
        return Occasion(Kind.FLASH_SALE, path["sale_id"])
    return Occasion(Kind.DISCOUNT, path["promotion_id"])


def piece_body(piece: Piece) -> bytes:
    """As it waits in the queue of those who tell."""
    return canonical(piece)


def read_piece(body: bytes) -> Piece:
    """Raises Invalid."""
    return decode(body, Piece)


def show_reminder(shown: ShownReminder) -> ReminderView:
    opening, named = shown.opening, shown.occasion.named
    opens_at = opening.next_opens_at if opening else None
    return ReminderView(
        promotion_id=named.get("promotion_id"),
        sale_id=named.get("sale_id"),
        name=opening.name if opening else None,
        state=opening.state if opening else OpeningState.ENDED,
        opens_at=opens_at,
        remind_at=opens_at - REMIND_BEFORE if opens_at else None,
    )


def show_reminders(shown: Iterable[ShownReminder]) -> ReminderList:
    return ReminderList(items=[show_reminder(each) for each in shown])
