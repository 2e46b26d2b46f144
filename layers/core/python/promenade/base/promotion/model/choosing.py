"""Which of a customer's coupons to present: those with which the cart costs the least, and what
each of the others would make of it.

A coupon saves no more beside others than alone, for what they take off is no longer there. So one
that does nothing alone is out; of the others a cart has at most one of a group (N9, N26), and all
combinations of those are tried while there are few enough of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from promenade.base.promotion.model.answer import Outcome, Quote
from promenade.base.promotion.model.coupons import CouponEntries
from promenade.base.promotion.model.entry import Entry
from promenade.base.promotion.model.stages import OpenCart, quote_with
from promenade.kit.values import Value

MOST_COMPARED = 12
"""So many that help are compared in all combinations; more one after the other."""


class Combination(Value, frozen=True):
    """Coupons that all apply, and the cart with them."""

    coupon_ids: frozenset[str]
    quote: Quote

    @property
    def payable_minor(self) -> int:
        return self.quote.totals.payable_minor


class Alternative(Value, frozen=True):
    """A coupon, what it does alone, and what the cart costs at the least with it; None where it
    does not apply."""

    alone: Outcome
    payable_minor: int | None


class Choice(Value, frozen=True):
    """`alternatives` are all coupons in their order. Unless it `is_exact`, no combination comes
    below `bound_minor`."""

    best: Combination
    without_minor: int
    alternatives: tuple[Alternative, ...]
    is_exact: bool
    bound_minor: int


def choose(opened: OpenCart, coupons: CouponEntries) -> Choice:
    """Of equal combinations the smaller one, then that of coupons that end sooner."""
    trial = _Trial(opened, coupons)
    soonest = sorted(coupons.entries, key=_end)
    alone = {entry.promotion.id: trial.alone(entry) for entry in soonest}
    helping = [entry for entry in soonest if alone[entry.promotion.id].applied]
    is_exact = len(helping) <= MOST_COMPARED
    for members in _all(helping) if is_exact else trial.one_by_one(helping):
        trial.offer(members)
    told = (alone[entry.promotion.id] for entry in coupons.entries)
    return Choice(
        trial.best,
        trial.none.payable_minor,
        tuple(Alternative(each, trial.least.get(each.promotion_id)) for each in told),
        is_exact,
        trial.best.payable_minor if is_exact else _bound(trial, helping, alone),
    )


class _Trial:
    """Carts with combinations of coupons: the best so far, and the least with each coupon."""

    def __init__(self, opened: OpenCart, coupons: CouponEntries) -> None:
        self._opened, self._coupons = opened, coupons
        self.none = self.best = Combination(frozenset(), self._quote(()))
        self.least: dict[str, int] = {}

    def alone(self, entry: Entry) -> Outcome:
        found = self.offer((entry,))
        return found.outcomes[-1]

    def offer(self, members: Sequence[Entry]) -> Quote:
        """One in which a coupon does nothing is another, smaller one."""
        found = self._quote(members)
        if all(each.applied for each in found.outcomes[len(found.outcomes) - len(members) :]):
            ids, payable = frozenset(each.promotion.id for each in members), found.totals
            for id_ in ids:
                self.least[id_] = min(
                    self.least.get(id_, payable.payable_minor), payable.payable_minor
                )
            self._compare(Combination(ids, found))
        return found

    def one_by_one(self, helping: Iterable[Entry]) -> Iterator[Sequence[Entry]]:
        """Each beside those that are best so far, in the place of its group's; what saves most
        alone comes first."""
        known = {entry.promotion.id: entry for entry in helping}
        for id_ in sorted(known, key=lambda id_: self.least[id_]):
            others = [known[other] for other in self.best.coupon_ids if other != id_]
            mine = _group(known[id_])
            yield (*(each for each in others if _group(each) != mine), known[id_])

    def _compare(self, found: Combination) -> None:
        best = self.best
        is_smaller = len(found.coupon_ids) < len(best.coupon_ids)
        if found.payable_minor < best.payable_minor or (
            found.payable_minor == best.payable_minor and is_smaller
        ):
            self.best = found

    def _quote(self, members: Sequence[Entry]) -> Quote:
        return quote_with(self._opened, self._coupons.only(members))


def _all(helping: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """One of each group or none, at least two in all: each alone was looked at before."""
    groups: dict[tuple[str, str], list[Entry | None]] = {}
    for entry in helping:
        groups.setdefault(_group(entry), [None]).append(entry)
    for chosen in product(*groups.values()):
        members = [entry for entry in chosen if entry is not None]
        if len(members) > 1:
            yield members


def _bound(trial: _Trial, helping: Iterable[Entry], alone: Mapping[str, Outcome]) -> int:
    most: dict[tuple[str, str], int] = {}
    for entry in helping:
        saving = alone[entry.promotion.id].saving_minor
        most[_group(entry)] = max(saving, most.get(_group(entry), 0))
    return min(max(trial.none.payable_minor - sum(most.values()), 0), trial.best.payable_minor)


def _group(entry: Entry) -> tuple[str, str]:
    return entry.promotion.stage, entry.group


def _end(entry: Entry) -> str:
    return str(entry.promotion.window.end)
