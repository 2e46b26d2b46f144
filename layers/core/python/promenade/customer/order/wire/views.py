"""What callers see of orders and submissions."""

from collections.abc import Iterable
from datetime import datetime

from promenade.contracts.orders import Kind, OrderDocument, State
from promenade.customer.order.model.order import Order, Person, Summary
from promenade.customer.order.model.submission import Fate, Progress, Submission
from promenade.customer.order.wire.masks import mask_document, mask_fate, mask_summary
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


class OrderFault(View, frozen=True):
    """`pointer` is into the body of the call."""

    pointer: str
    code: str
    detail: str


class FateView(View, frozen=True):
    """`queued`: not decided yet. `superseded`: a newer version is there. `parked`: kept for the
    `reason`, and replayed by the shop's staff. `refused`: never taken, for its `faults`; of those
    of a call 100 are told, `more_count` counts the others."""

    index: int
    source: str | None
    number: str | None
    version: int | None
    progress: Progress
    code: str | None
    reason: str | None
    faults: list[OrderFault]
    more_count: int


class SubmissionView(View, frozen=True):
    """`orders` stand in the order in which they were sent."""

    id: str
    submitted_at: datetime
    orders: list[FateView]


_MASKED = PersonView(recipient="***", phone="***", email="***", address="***", postcode="***")


def show_order(stored: Order, person: Person | None, *, seen_whole: bool) -> OrderView:
    if seen_whole:
        shown = None if person is None else show(person, PersonView)
        return OrderView(order=stored.document, personal=shown)
    personal = _MASKED if stored.sealed else None
    return OrderView(order=mask_document(stored.document), personal=personal)


def show_orders(page: Page[Summary], cursor: str | None, *, seen_whole: bool) -> OrderPage:
    found = page.items if seen_whole else map(mask_summary, page.items)
    return OrderPage(items=[show(summary, SummaryView) for summary in found], next=cursor)


def show_submission(
    submission: Submission, orders: Iterable[Fate], language: str, *, seen_whole: bool
) -> SubmissionView:
    shown = orders if seen_whole else map(mask_fate, orders)
    return SubmissionView(
        id=submission.id,
        submitted_at=submission.submitted_at,
        orders=[_show_fate(fate, language) for fate in shown],
    )


def _show_fate(fate: Fate, language: str) -> FateView:
    told = [
        OrderFault(pointer=each.pointer, code=each.code, detail=each.said(language))
        for each in fate.faults
    ]
    others = {name: getattr(fate, name) for name in _PLAIN}
    reason = fate.said.get(language, fate.reason)
    return FateView(**others, reason=reason, faults=told)


_PLAIN = tuple(name for name in FateView.__struct_fields__ if name not in {"faults", "reason"})
