"""The answer: what each line costs, and why every promotion counts or does not."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import astuple

from promenade.base.promotion.model.cart import Line
from promenade.base.promotion.model.effects.effect import Standing
from promenade.base.promotion.model.promotion import Measure, Promotion
from promenade.base.promotion.model.reasons import APPLIED, Reason
from promenade.base.promotion.model.shortages import Shortage
from promenade.base.promotion.model.state import GrantedGift
from promenade.kit.money import Runs, runs_of, saving_runs
from promenade.kit.values import Value


class Gap(Value, frozen=True, gc=False):
    """What is missing to a threshold, in minor units, pieces or grams; below nothing where it is
    too much: `threshold` is then the most there may be."""

    of: Measure
    missing: int
    threshold: int


class LineSaving(Value, frozen=True, gc=False):
    """What one promotion takes off one line, and off each of its units: [units, minor units]."""

    line_id: str
    saving_minor: int
    saved_per_unit: Runs


class Outcome(Value, frozen=True, gc=False):
    """What became of one promotion.

    `before` and `after` are the running amounts of the quote's lines around it; their difference
    and what it takes off shipping are `saving_minor`. `offer_minor` is what it would have saved at
    its turn; `rival` the promotion that beat it; `standings` are those of the SKUs of a clearance;
    `shortage` is of the limit that kept it from applying.
    """

    promotion: Promotion
    reason: Reason
    offer_minor: int = 0
    rival: str | None = None
    gap: Gap | None = None
    saving_minor: int = 0
    before: Sequence[int] = ()
    after: Sequence[int] = ()
    shipping_saving_minor: int = 0
    gifts: tuple[GrantedGift, ...] = ()
    standings: tuple[Standing, ...] = ()
    shortage: Shortage | None = None

    @property
    def promotion_id(self) -> str:
        return self.promotion.id

    @property
    def applied(self) -> bool:
        return self.reason is APPLIED

    @property
    def is_bare(self) -> bool:
        """Whether its reason is all there is to tell."""
        is_explained = self.gap or self.offer_minor or self.rival or self.standings or self.shortage
        return not is_explained and self.reason is not APPLIED


# What became of promotions, by their place.
Told = dict[int, Outcome]


class CodeOutcome(NamedTuple):
    """`accepted` when a promotion the code unlocks applied; otherwise the reason it did not, and
    the `rival` that beat it."""

    code: str
    accepted: bool
    reason: Reason
    promotion_id: str | None
    rival: str | None = None


class PricedLine(Value, frozen=True, gc=False):
    """`unit_minor` is the unit price after the unit stage, `paid_minor` the line after all."""

    line: Line
    unit_minor: int
    paid_minor: int

    @property
    def paid_per_unit(self) -> Runs:
        """What each unit costs (N5), frozen in the order."""
        return runs_of(self.paid_minor, self.line.qty)

    @property
    def saving_minor(self) -> int:
        return self.line.list_minor * self.line.qty - self.paid_minor


class Totals(Value, frozen=True):
    """`list` − `discount` = `goods`; `goods` + `shipping` − `shipping_discount` = `payable`."""

    list_minor: int
    discount_minor: int
    goods_minor: int
    shipping_minor: int
    shipping_discount_minor: int
    payable_minor: int


class Quote(Value, frozen=True, gc=False):
    """Selected lines only; outcomes in the order of stages, then priority, then id.

    Lines are kept as columns and put together when asked for.
    """

    currency: str
    cart_lines: tuple[Line, ...]
    unit_minor: Sequence[int]
    paid_minor: Sequence[int]
    outcomes: Sequence[Outcome]
    codes: tuple[CodeOutcome, ...]
    totals: Totals

    @property
    def lines(self) -> tuple[PricedLine, ...]:
        return tuple(map(PricedLine, self.cart_lines, self.unit_minor, self.paid_minor))

    @property
    def gifts(self) -> tuple[tuple[str, GrantedGift], ...]:
        return tuple((o.promotion_id, gift) for o in self.outcomes for gift in o.gifts)

    @property
    def given_units(self) -> dict[str, int]:
        """By gift line."""
        given = {line.id: 0 for line in self.cart_lines if line.gift}
        for _, gift in self.gifts if given else ():
            for line in gift.lines:
                given[line.line_id] += line.units
        return given

    def savings_of(self, outcome: Outcome) -> list[LineSaving]:
        if outcome.reason is not APPLIED:
            return []
        return [
            LineSaving(line.id, was - now, saving_runs(was, now, line.qty))
            for line, was, now in zip(self.cart_lines, outcome.before, outcome.after, strict=True)
            if was != now
        ]

    @property
    def hash(self) -> str:
        """SHA-256 of what the buyer is promised and on what grounds: the lines, what each applied
        promotion left of them, gifts, totals. Offers that came to nothing do not count.
        """
        applied = [outcome for outcome in self.outcomes if outcome.reason is APPLIED]
        promise = [
            self.currency,
            [
                (line.id, line.sku, line.qty, line.list_minor, unit_minor)
                for line, unit_minor in zip(self.cart_lines, self.unit_minor, strict=True)
            ],
            [
                (o.promotion.id, o.promotion.version, o.after, o.shipping_saving_minor)
                for o in applied
            ],
            [(o.promotion.id, gift.sku, gift.units) for o in applied for gift in o.gifts],
            astuple(self.totals),
        ]
        return hashlib.sha256(msgspec.json.encode(promise)).hexdigest()
