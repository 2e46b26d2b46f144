"""What callers see of orders and submissions."""

from collections.abc import Iterable
from datetime import datetime

from promenade.contracts.orders import Kind, OrderDocument, State
from promenade.customer.order.model.order import Order, Person, Summary
from promenade.customer.order.model.submission import Fate, Submission
from promenade.kit.decoding import View, show
from promenade.kit.paging import Page


class PersonView(View, frozen=True):
    """`***` where the caller may not see personal data."""

    recipient: str | None
    phone: str | None
    email: str | None
    address: str | None
    postcode: str | None


class OrderView(View, frozen=True):
    order: OrderDocument
    personal: PersonView | None


class SummaryView(View, frozen=True):
    source: str
    number: str
    version: int
    kind: Kind
    state: State
    store: str
    channel: str
    currency: str
    placed_at: datetime
    goods_minor: int
    paid_minor: int
    refunded_minor: int
    line_count: int


class OrderPage(View, frozen=True):
    items: list[SummaryView]
    next: str | None


class SubmissionView(View, frozen=True):
    id: str
    submitted_at: datetime
    orders: tuple[Fate, ...]


_MASKED = PersonView(recipient="***", phone="***", email="***", address="***", postcode="***")


def show_order(stored: Order, person: Person | None) -> OrderView:
    """`person` is None where the caller may not see it, or there is none."""
    if person is not None:
        return OrderView(order=stored.document, personal=show(person, PersonView))
    return OrderView(order=stored.document, personal=_MASKED if stored.sealed else None)


def show_orders(page: Page[Summary], cursor: str | None) -> OrderPage:
    return OrderPage(items=[show(summary, SummaryView) for summary in page.items], next=cursor)


def show_submission(submission: Submission, orders: Iterable[Fate]) -> SubmissionView:
    return SubmissionView(
        id=submission.id,
        submitted_at=submission.submitted_at,
        orders=tuple(orders),
    )
