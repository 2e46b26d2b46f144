"""The answer: what each line costs, and why every promotion counts or does not."""

import hashlib
import json
from collections.abc import Iterator
from typing import NamedTuple

from promenade.capabilities.promotion.model.cart import Line
from promenade.capabilities.promotion.model.promotion import Stage
from promenade.capabilities.promotion.model.reasons import Reason
from promenade.capabilities.promotion.model.rules import Gap
from promenade.capabilities.promotion.model.state import Granted
from promenade.kit.money import split


class LineSaving(NamedTuple):
    """What one promotion takes off one line, and off each of its units."""

    line_id: str
    saving_minor: int
    unit_savings_minor: tuple[int, ...]


class Outcome(NamedTuple):
    """What became of one promotion.

    `before` and `after` are the running amounts of the quote's lines around it, so the savings of
    all outcomes add up by construction. `offer_minor` is what it would have saved at its turn;
    `rival` the promotion that beat it.
    """

    promotion_id: str
    version: int
    stage: Stage
    reason: Reason
    offer_minor: int = 0
    rival: str | None = None
    gap: Gap | None = None
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    shipping_saving_minor: int = 0
    gifts: tuple[Granted, ...] = ()

    @property
    def applied(self) -> bool:
        return self.reason is Reason.APPLIED

    @property
    def saving_minor(self) -> int:
        return sum(self.before) - sum(self.after) + self.shipping_saving_minor

    def line_savings(self, lines: tuple[Line, ...]) -> Iterator[LineSaving]:
        """Savings of the lines it touched; `lines` are the cart lines of the quote."""
        for line, before, after in zip(lines, self.before, self.after, strict=False):
            if before != after:
                units = zip(split(before, line.qty), split(after, line.qty), strict=True)
                unit_savings = tuple(was - now for was, now in units)
                yield LineSaving(line.id, before - after, unit_savings)


class CodeOutcome(NamedTuple):
    """`accepted` when a promotion the code unlocks applied; otherwise the reason it did not."""

    code: str
    accepted: bool
    reason: Reason
    promotion_id: str | None


class PricedLine(NamedTuple):
    """`unit_minor` is the unit price after the unit stage, `paid_minor` the line after all."""

    line: Line
    unit_minor: int
    paid_minor: int

    @property
    def unit_paid_minor(self) -> tuple[int, ...]:
        """What each unit costs (N5), frozen in the order."""
        return split(self.paid_minor, self.line.qty)

    @property
    def saving_minor(self) -> int:
        return self.line.list_minor * self.line.qty - self.paid_minor


class Totals(NamedTuple):
    """`list` − `discount` = `goods`; `goods` + `shipping` − `shipping_discount` = `payable`."""

    list_minor: int
    discount_minor: int
    goods_minor: int
    shipping_minor: int
    shipping_discount_minor: int
    payable_minor: int


class Quote(NamedTuple):
    """Selected lines only; outcomes in the order of stages, then priority, then id."""

    currency: str
    lines: tuple[PricedLine, ...]
    outcomes: tuple[Outcome, ...]
    codes: tuple[CodeOutcome, ...]
    totals: Totals

    @property
    def gifts(self) -> tuple[tuple[str, Granted], ...]:
        return tuple((o.promotion_id, gift) for o in self.outcomes for gift in o.gifts)

    def savings_of(self, outcome: Outcome) -> tuple[LineSaving, ...]:
        return tuple(outcome.line_savings(tuple(priced.line for priced in self.lines)))

    @property
    def hash(self) -> str:
        """SHA-256 of what the buyer is promised; equal exactly when price and grounds are equal."""
        promise = {
            "currency": self.currency,
            "lines": [
                [p.line.id, p.line.sku, p.line.qty, p.line.list_minor, p.unit_minor, p.paid_minor]
                for p in self.lines
            ],
            "applied": [
                [o.promotion_id, o.version, o.before, o.after, o.shipping_saving_minor]
                for o in self.outcomes
                if o.applied
            ],
            "gifts": [[promotion, gift.sku, gift.count] for promotion, gift in self.gifts],
            "totals": self.totals,
        }
        canonical = json.dumps(promise, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()
