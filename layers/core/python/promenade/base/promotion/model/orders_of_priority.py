"""Whether chained promotions would cost the buyer less in another order (M1-4)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from promenade.base.promotion.model.book import compile_book
from promenade.base.promotion.model.cart import Cart
from promenade.base.promotion.model.currencies import currencies_of
from promenade.base.promotion.model.overlap import scopes_may_meet, windows_overlap
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.stages import quote
from promenade.base.promotion.model.trial_carts import trial_carts, trial_currency
from promenade.kit.values import Value, replace

MOST_COMPARED = 20
TRIALS = 25
"""With so many others and carts it is at most a thousand small quotes."""

_CHAINING = frozenset({Stage.ORDER, Stage.SHIPPING})


class BetterOrder(Value, frozen=True):
    """`first` has its turn before `second`; the other way round the cart costs less."""

    first: str
    second: str
    cart: Cart
    payable_minor: int
    payable_swapped_minor: int


def better_orders(
    promotion: Promotion, others: Iterable[Promotion], seed: int = 0
) -> list[BetterOrder]:
    """Of those it chains with, as far as MOST_COMPARED; the cart that shows it best for each."""
    chained = islice((each for each in others if _chains(promotion, each)), MOST_COMPARED)
    found = (_best_shown(promotion, other, seed) for other in chained)
    return [better for better in found if better is not None]


def _chains(one: Promotion, other: Promotion) -> bool:
    """Whether both may work on the same lines of a cart, one after the other."""
    shared = {currencies_of(one) or None, currencies_of(other) or None}
    return (
        one.id != other.id
        and one.stage is other.stage
        and not (one.exclusive or other.exclusive)
        and other.id not in one.not_with
        and one.id not in other.not_with
        and _groups_apart(one, other)
        and (None in shared or bool(frozenset.intersection(*filter(None, shared))))
        and windows_overlap(one.window, other.window)
        and scopes_may_meet(one.scope, other.scope)
    )


def _groups_apart(one: Promotion, other: Promotion) -> bool:
    if one.exclusion_group is None and other.exclusion_group is None:
        return one.stage in _CHAINING
    return one.exclusion_group != other.exclusion_group


def _best_shown(promotion: Promotion, other: Promotion, seed: int) -> BetterOrder | None:
    first, second = sorted((promotion, other), key=lambda each: (-each.priority, each.id))
    as_is, swapped = compile_book([first, second]), compile_book(_swapped(first, second))
    best: BetterOrder | None = None
    for cart in islice(_carts([promotion, other], seed), TRIALS):
        now = quote(as_is, cart).totals.payable_minor
        then = quote(swapped, cart).totals.payable_minor
        gained = 0 if best is None else best.payable_minor - best.payable_swapped_minor
        if now - then > gained:
            best = BetterOrder(first.id, second.id, cart, now, then)
    return best


def _swapped(first: Promotion, second: Promotion) -> Sequence[Promotion]:
    return [replace(first, priority=0), replace(second, priority=1)]


def _carts(promotions: Sequence[Promotion], seed: int) -> Iterator[Cart]:
    currency = next((trial_currency(each) for each in promotions if currencies_of(each)), "CNY")
    return trial_carts(promotions, currency, seed)
