"""What a draft is compared with: what is in force now, both as if they had always been (ADR 50)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.base.promotion.model.book import Book, compile_book
from promenade.base.promotion.model.cart import Usage
from promenade.base.promotion.model.promotion import Audience, Delivery, Promotion
from promenade.kit.values import Value, replace

ANYWHERE = Delivery()


class Comparison(Value, frozen=True, eq=False):
    """The two books that orders are priced by, and the codes that are presented: that of the
    draft always, the others' (by promotion id) where the order had them."""

    draft: Promotion
    with_draft: Book
    without_draft: Book
    is_replacing: bool
    codes: Mapping[str, str]


def compare(draft: Promotion, in_force: Sequence[Promotion]) -> Comparison:
    """What is in force now and the draft, as if they had always been. Where the draft would follow
    terms in force, those are what it is compared with."""
    lasting = [_lasting(each) for each in in_force]
    others = [each for each in lasting if each.id != draft.id]
    meant = replace(_lasting(draft), audience=_lifted(draft.audience), delivery=ANYWHERE)
    return Comparison(
        meant,
        compile_book([*others, meant]),
        compile_book(lasting),
        len(others) < len(lasting),
        {each.id: each.code.text for each in lasting if each.code is not None},
    )


def is_in_force(promotion: Promotion, usage: Usage, at: datetime) -> bool:
    """Now, with something left to give."""
    window, limits = promotion.window, promotion.limits
    is_begun = window.start is None or window.start <= at
    is_over = window.end is not None and window.end <= at
    is_used_up = limits.total is not None and usage.used >= limits.total
    is_spent = limits.budget_minor is not None and usage.spent_minor >= limits.budget_minor
    return is_begun and not (promotion.paused or is_over or is_used_up or is_spent)


def _lasting(promotion: Promotion) -> Promotion:
    window = replace(promotion.window, start=None, end=None)
    code = promotion.code and replace(promotion.code, start=None, end=None)
    return replace(promotion, window=window, code=code, paused=False)


def _lifted(audience: Audience) -> Audience:
    """Orders tell channels and customers; who is new or in which group nobody knows any more."""
    return Audience(channels=audience.channels, customers=audience.customers)
