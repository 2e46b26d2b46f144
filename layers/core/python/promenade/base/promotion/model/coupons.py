"""A customer's coupons among the promotions of a book: for one cart, beside what is compiled.

A coupon is priced as one promotion of its stage. Its scopes have numbers of their own, so that
nothing of the book is compiled again or grows.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import msgspec

from promenade.base.promotion.model.book import Page, StageEntries, stage_entries
from promenade.base.promotion.model.entry import Entry, compile_entry, entry_elsewhere
from promenade.base.promotion.model.matching import ScopeTable
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.stage import Stage
from promenade.contracts.coupons import (
    CouponAmount,
    CouponExchange,
    CouponShipping,
    CouponTerms,
    Worth,
)
from promenade.kit.decoding import plain
from promenade.kit.values import Value, replace

_STAGES = {"store": Stage.STORE_COUPON, "platform": Stage.PLATFORM_COUPON}
_FIRST_NUMBER = 1_000_000
"""Of their scopes: a book has fewer."""

_ALL = {"kind": "percent", "off_bp": 10_000}


class CouponEntries(Value, frozen=True, eq=False):
    """Coupons compiled for the carts of a page, with outcomes after all of that page: by id, as
    they take their turns, in whatever order they are presented."""

    table: ScopeTable
    entries: tuple[Entry, ...]

    def among(self, stages: Sequence[StageEntries]) -> list[StageEntries]:
        """The stages with the coupons in them, and those that only coupons have."""
        mine = {
            stage: stage_entries(stage, list(members))
            for stage, members in groupby(self._here, key=lambda entry: entry.promotion.stage)
        }
        found = {each.stage: each for each in stages}
        for stage, members in mine.items():
            found[stage] = _joined(found[stage], members) if stage in found else members
        return [found[stage] for stage in Stage if stage in found]

    def only(self, entries: Iterable[Entry]) -> "CouponEntries":
        members = tuple(sorted(entries, key=lambda entry: entry.place))
        return CouponEntries(self.table, members)

    @property
    def _here(self) -> list[Entry]:
        here = [entry for entry in self.entries if entry.is_here]
        return sorted(here, key=lambda entry: entry.promotion.stage)


def compile_coupons(promotions: Sequence[Promotion], page: Page, currency: str) -> CouponEntries:
    table, first = ScopeTable(_FIRST_NUMBER), len(page.unmatched)
    entries = [
        compile_entry(each, first + place, table, frozenset())
        if each.currency == currency
        else entry_elsewhere(each, first + place, table)
        for place, each in enumerate(sorted(promotions, key=lambda each: each.id))
    ]
    return CouponEntries(table, tuple(entries))


def promotion_of(terms: CouponTerms) -> Promotion:
    """The one that a coupon is in a cart."""
    spend = terms.min_spend_minor
    document = {
        "id": terms.id,
        "name": terms.name,
        "version": terms.version,
        "stage": _STAGES[terms.stage],
        "effects": [_effect(terms.worth)],
        "conditions": [{"of": "amount", "threshold": spend}] if spend else [],
        "scope": plain(terms.scope),
        "audience": plain(terms.audience),
        "currency": terms.currency,
        "window": {"start": terms.starts_at, "end": terms.ends_at},
        "exclusion_group": terms.stack_group,
    }
    return msgspec.convert(document, Promotion)


def _effect(worth: Worth) -> dict[str, Any]:
    if isinstance(worth, CouponAmount):
        return {"kind": "order_off", "off": {"kind": "amount", "off_minor": worth.off_minor}}
    if isinstance(worth, CouponExchange):
        one_of_it = {"scope": {"include": [{"skus": [worth.sku]}]}, "units": {"limit": 1}}
        return {"kind": "order_off", "off": _ALL, **one_of_it}
    most = {"max_discount_minor": worth.max_discount_minor}
    if isinstance(worth, CouponShipping):
        return {"kind": "shipping_off", "off": _ALL, **most}
    return {"kind": "order_off", "off": {"kind": "percent", "off_bp": worth.off_bp}, **most}


def _joined(stage: StageEntries, coupons: StageEntries) -> StageEntries:
    """Coupons take their turns after the stage's own."""
    by_scope, first = stage.by_scope, len(stage.entries)
    shared = {
        number: [*by_scope.get(number, ()), *(first + rank for rank in ranks)]
        for number, ranks in coupons.by_scope.items()
    }
    return replace(
        stage,
        entries=[*stage.entries, *coupons.entries],
        by_scope={**by_scope, **shared},
        has_gates=stage.has_gates or coupons.has_gates,
        has_rivals=True,
    )
