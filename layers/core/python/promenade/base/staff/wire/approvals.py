"""What waits for approval on the wire: what it is, what it may cost, who may still approve it."""

from datetime import datetime
from typing import Any

import msgspec

from promenade.base.staff.service.inbox import Entry
from promenade.contracts.approvals import ApprovalKind, Cost
from promenade.contracts.reviews import Approval
from promenade.kit.decoding import View
from promenade.kit.differences import Difference
from promenade.kit.messages import say
from promenade.kit.paging import Page

MOST_CHANGES = 20
MOST_CHARACTERS = 200

K = ApprovalKind
_NEW = {
    K.CAMPAIGN: "A campaign is to be sent.",
    K.COUPON_TEMPLATE: "Coupons of a new template are to be given.",
    K.FLASH_SALE: "A flash sale is to be scheduled.",
    K.MESSAGE_TEMPLATE: "A message is to be sent for the first time.",
    K.PRICE_ADJUSTMENT_JOB: "Prices of many SKUs are to change.",
    K.PRICE_CHANGE: "A SKU is to get its first price in a book.",
    K.PRODUCT: "A product is to be sold.",
    K.PROMOTION: "A promotion is to start.",
}
_CHANGED = _NEW | {
    K.CAMPAIGN: "A campaign under way is to go on by other terms.",
    K.COUPON_TEMPLATE: "Of an active template more is to be given, or for longer.",
    K.MESSAGE_TEMPLATE: "A message that is sent is to say something else.",
    K.PRICE_CHANGE: "The price of a SKU is to change.",
    K.PRODUCT: "A product that was approved is to be another: its words, category, SKUs or floors.",
    K.PROMOTION: "A running promotion is to go on by other terms.",
}


class ObstacleView(View, frozen=True):
    """Why the caller may not approve it: a code, and in words."""

    code: str
    detail: str


class ApprovalItem(View, frozen=True):
    """`path` is where it is looked at; a decision names its `version`. `required_count` others than
    its `authors`, and than who submitted it, have to approve it. What it costs at worst is
    `exposure_minor` of `currency` where `cost` is `at_most`. `submitted_by` is null where several
    wrote it and nobody noted who did; a product waits since it was last changed. `changes` are the
    first twenty of what would be other than what is in force, long values cut;
    `more_change_count` counts the rest."""

    kind: ApprovalKind
    id: str
    title: str
    summary: str
    path: str
    version: int
    submitted_by: str | None
    submitted_at: datetime
    authors: tuple[str, ...]
    required_count: int
    approvals: tuple[Approval, ...]
    cost: Cost
    exposure_minor: int | None
    currency: str | None
    reason: str | None
    changes: list[Difference]
    more_change_count: int
    may_approve: bool
    obstacle: ObstacleView | None


class ApprovalPage(View, frozen=True):
    items: list[ApprovalItem]
    next: str | None


def show_page(page: Page[Entry], cursor: str | None, language: str) -> ApprovalPage:
    return ApprovalPage(items=[_item(each, language) for each in page.items], next=cursor)


def _item(entry: Entry, language: str) -> ApprovalItem:
    waiting, review = entry.waiting, entry.waiting.review
    summary = (_CHANGED if waiting.is_change else _NEW)[waiting.kind]
    return ApprovalItem(
        kind=waiting.kind,
        id=waiting.id,
        title=waiting.title,
        summary=say(summary, {}, language),
        path=waiting.path,
        version=waiting.version,
        submitted_by=review.submitted_by or None,
        submitted_at=review.submitted_at,
        authors=waiting.authors,
        required_count=review.required_count,
        approvals=review.approvals,
        cost=waiting.cost,
        exposure_minor=review.exposure_minor,
        currency=waiting.currency,
        reason=waiting.reason,
        changes=[_cut(each) for each in waiting.changes[:MOST_CHANGES]],
        more_change_count=max(len(waiting.changes) - MOST_CHANGES, 0),
        may_approve=entry.hindrance is None,
        obstacle=_obstacle(entry, language),
    )


def _obstacle(entry: Entry, language: str) -> ObstacleView | None:
    refusal = entry.hindrance
    if refusal is None:
        return None
    return ObstacleView(code=refusal.code, detail=refusal.said(language))


def _cut(change: Difference) -> Difference:
    return Difference(path=change.path, before=_short(change.before), after=_short(change.after))


def _short(value: Any) -> Any:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return value if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"
