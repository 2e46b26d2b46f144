"""Activities in few words: what a template and its goods mean as a promotion's document (M2-1)."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import (
    BasisPoints,
    Count,
    Minor,
    Name,
    PositiveMinor,
)
from promenade.base.promotion.model.effects import OutOfStock, Substitute
from promenade.base.promotion.model.promotion import Measure
from promenade.base.promotion.model.template_goods import (
    Document,
    Good,
    TemplateKind,
    of_order,
    off,
    scope_of,
)
from promenade.base.promotion.model.unit_templates import (
    AmountOff,
    ClearanceSale,
    LimitedTime,
    NewProduct,
    PercentOff,
)
from promenade.kit.errors import Fault
from promenade.kit.values import Clause


class Tier(Clause, frozen=True):
    """One of `off_bp` and `off_minor`, off the order from `threshold` on."""

    threshold: Minor
    off_bp: BasisPoints | None = None
    off_minor: PositiveMinor | None = None


class Tiered(TemplateKind, frozen=True):
    """满减, 满折, 满件: the highest step that is reached applies, alone."""

    of: Measure
    steps: Annotated[tuple[Tier, ...], Meta(min_length=1, max_length=20)]

    def faults(self, goods: Sequence[Good]) -> Iterator[Fault]:
        yield from super().faults(goods)
        for index, tier in enumerate(self.steps):
            if (tier.off_bp is None) is (tier.off_minor is None):
                detail = "Send a share or an amount, one of them."
                yield Fault(f"/template/steps/{index}", "one_of_two", detail)

    def document(self, goods: Sequence[Good]) -> Document:
        steps = [
            {
                "threshold": tier.threshold,
                "effects": [{"kind": "order_off", "off": off(tier.off_bp, tier.off_minor)}],
            }
            for tier in self.steps
        ]
        return of_order(goods) | {"ladder": {"of": self.of.value, "steps": steps}}


class Bundle(TemplateKind, frozen=True):
    """套餐: `count` of each good together at one price."""

    price_minor: Minor
    max_sets: Count | None = None

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset({"count"})

    def document(self, goods: Sequence[Good]) -> Document:
        parts = [{"count": good.count, "scope": scope_of([good])} for good in goods]
        effect = {"kind": "bundle_price", "parts": parts, "price_minor": self.price_minor}
        return of_order(goods) | {"effects": [effect | {"max_sets": self.max_sets}]}


class NthUnit(TemplateKind, frozen=True):
    """第 n 件: of every `nth` units of the goods the cheapest is for less."""

    nth: Annotated[int, Meta(ge=2, le=9_999)]
    off_bp: BasisPoints

    def document(self, goods: Sequence[Good]) -> Document:
        units = {"set_size": self.nth, "per_set": 1}
        effect = {"kind": "unit_off", "off": off(self.off_bp, None), "units": units}
        return of_order(goods) | {"effects": [effect]}


class FreeGift(TemplateKind, frozen=True, tag="gift"):
    """满赠: units of a SKU for nothing, from a threshold of the goods' amount on."""

    sku: Name
    threshold_minor: PositiveMinor
    count: Count = 1
    out_of_stock: OutOfStock = OutOfStock.SKIP
    substitutes: Annotated[tuple[Substitute, ...], Meta(max_length=20)] = ()

    @property
    def gift(self) -> str | None:
        return self.sku

    def document(self, goods: Sequence[Good]) -> Document:
        condition = {"of": "amount", "threshold": self.threshold_minor}
        gift = {"kind": "gift", "sku": self.sku, "count": self.count} | {
            "out_of_stock": self.out_of_stock,
            "substitutes": [{"sku": each.sku} for each in self.substitutes],
        }
        return of_order(goods) | {"conditions": [condition], "effects": [gift]}


Template = (
    PercentOff
    | AmountOff
    | LimitedTime
    | NewProduct
    | Tiered
    | Bundle
    | NthUnit
    | FreeGift
    | ClearanceSale
)
