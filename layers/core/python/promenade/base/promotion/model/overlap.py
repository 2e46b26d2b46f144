"""Which promotions would compete for the same lines at the same time (M1-4, conflict check)."""

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from promenade.base.promotion.model.promotion import Promotion, Window
from promenade.base.promotion.model.scope import ANY_LINE, Scope, Selector

_SINGLE_VALUED = ("skus", "products", "brands")
_DIMENSIONS = (*_SINGLE_VALUED, "categories", "tags")


def overlapping(promotion: Promotion, others: Iterable[Promotion]) -> tuple[Promotion, ...]:
    """Those of its exclusion group and stage that may meet it on a line.

    Which lines a selector fits is known to the catalogue alone, so this errs on the safe side:
    two scopes are told apart by SKUs, products, brands, prices and what one of them excludes."""
    if promotion.exclusion_group is None:
        return ()
    return tuple(
        other
        for other in others
        if other.id != promotion.id
        and other.exclusion_group == promotion.exclusion_group
        and other.stage is promotion.stage
        and windows_overlap(promotion.window, other.window)
        and scopes_may_meet(promotion.scope, other.scope)
    )


def windows_overlap(one: Window, other: Window) -> bool:
    """Half-open (N11): one that starts as the other ends does not overlap it. Slots are not
    told apart."""
    return _starts_before_end(one, other) and _starts_before_end(other, one)


def _starts_before_end(one: Window, other: Window) -> bool:
    return one.start is None or other.end is None or one.start < other.end


def scopes_may_meet(one: Scope, other: Scope) -> bool:
    pairs = product(_demands(one.include or (ANY_LINE,)), _demands(other.include or (ANY_LINE,)))
    ours, theirs = _demands(one.exclude), _demands(other.exclude)
    return any(
        _may_share(left, right)
        and not any(_swallows(excluded, left) for excluded in theirs)
        and not any(_swallows(excluded, right) for excluded in ours)
        for left, right in pairs
    )


class _Demand(NamedTuple):
    """A selector and the names it asks for by dimension, each as a set."""

    selector: Selector
    names: dict[str, frozenset[str]]


def _demands(selectors: Iterable[Selector]) -> list[_Demand]:
    return [
        _Demand(each, {name: frozenset(getattr(each, name)) for name in _DIMENSIONS})
        for each in selectors
    ]


def _may_share(one: _Demand, other: _Demand) -> bool:
    return (
        all(_may_agree(one.names[name], other.names[name]) for name in _SINGLE_VALUED)
        and _prices_meet(one.selector, other.selector)
        and {one.selector.discounted, other.selector.discounted} != {True, False}
    )


def _may_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """A line has one value of this dimension, and an empty set asks for none."""
    return not one or not other or not one.isdisjoint(other)


def _prices_meet(one: Selector, other: Selector) -> bool:
    """Prices of several currencies are not told apart."""
    bounds = (one.price_min_minor, other.price_min_minor)
    low = max([bound for bound in bounds if isinstance(bound, int)], default=0)
    tops = [each for each in (one.price_max_minor, other.price_max_minor) if isinstance(each, int)]
    return low <= min(tops, default=low)


def _swallows(excluded: _Demand, included: _Demand) -> bool:
    """Whether every line that `included` fits is certainly excluded."""
    demands = [(excluded.names[name], included.names[name]) for name in _DIMENSIONS]
    if any(wanted and not (held and held <= wanted) for wanted, held in demands):
        return False
    return (
        excluded.selector.price_min_minor is None
        and excluded.selector.price_max_minor is None
        and excluded.selector.discounted is None
        and excluded.selector.new_for_days is None
    )
