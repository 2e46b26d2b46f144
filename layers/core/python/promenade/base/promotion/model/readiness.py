"""What keeps a promotion from being submitted, and what its author should know before (M1-4)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from promenade.base.promotion.model.checks import contradictions, omissions
from promenade.base.promotion.model.orders_of_priority import better_orders
from promenade.base.promotion.model.promotion import Limits, Promotion
from promenade.base.promotion.model.proof import violations
from promenade.base.promotion.model.scope import EVERYTHING
from promenade.base.promotion.model.sku_limits import limit_everything
from promenade.kit.currencies import money
from promenade.kit.errors import Fault
from promenade.kit.values import replace


def obstacles(promotion: Promotion, now: datetime) -> Iterator[Fault]:
    """Pointers are into the promotion's document, here and in `warnings`."""
    yield from contradictions(promotion)
    yield from omissions(promotion)
    limits = promotion.limits
    in_all = replace(limits, by_sku=())
    if in_all == Limits(allow_partial=limits.allow_partial) and not limit_everything(promotion):
        yield Fault("/limits", "unlimited", "What costs something has a limit or a budget.")
    for name in ("total", "per_buyer", "per_buyer_day", "budget_minor"):
        if getattr(limits, name) == 0:
            yield Fault(f"/limits/{name}", "nobody", "With this limit nobody could have it.")
    if promotion.window.end is not None and promotion.window.end <= now:
        yield Fault("/window/end", "over", "The window's end has passed.")


def broken_promises(promotion: Promotion) -> Iterator[Fault]:
    """What a quote of one of the carts made up for it contradicts."""
    for each in violations(promotion):
        detail = "On a cart made up for it, a quote breaks rule {rule}: publish nothing, tell us."
        yield Fault("", "breaks_rule", detail, facts={"rule": each.rule})


def dearer_orders(promotion: Promotion, others: Sequence[Promotion]) -> Iterator[Fault]:
    """Of promotions it chains with, those after or before which a buyer would pay less."""
    names = {each.id: each.name for each in (*others, promotion)}
    for each in better_orders(promotion, others):
        currency = each.cart.currency
        facts = {
            "first": names[each.first],
            "second": names[each.second],
            "now": money(each.payable_minor, currency),
            "swapped": money(each.payable_swapped_minor, currency),
        }
        detail = "“{first}” counts before “{second}”: a cart costs {now}, and {swapped} swapped."
        yield Fault("/priority", "dearer_order", detail, facts=facts)


def warnings(promotion: Promotion, now: datetime, exposure: int | None) -> Iterator[Fault]:
    window = promotion.window
    if window.end is None:
        yield Fault("/window/end", "endless", "Nothing ends it before you do.")
    if window.start is not None and window.start <= now:
        yield Fault("/window/start", "started", "It counts as soon as it is published.")
    if exposure is None:
        yield Fault("/limits", "unbounded", "Nothing bounds what it may cost in all.")
    if promotion.scope == EVERYTHING and promotion.code is None:
        yield Fault("/scope", "everything", "It is for every SKU, and for everybody it is told to.")
