"""Activities in few words: what a template and its goods mean as a promotion's document (M2-1)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from promenade.base.promotion.model.bounds import (
    BasisPoints,
    Count,
    Days,
    Minor,
    Name,
    PositiveMinor,
    PositiveTimes,
)
from promenade.base.promotion.model.effects import OutOfStock, Remaining, Substitute
from promenade.base.promotion.model.effects.clearance import Left
from promenade.base.promotion.model.promotion import Measure
from promenade.kit.errors import Fault
from promenade.kit.values import Clause, Kind

_LIMITS = ("stock_quota", "per_buyer")
_OWN = ("off_bp", "off_minor", "price_minor")


class Good(Clause, frozen=True):
    """A SKU of the activity. Where a template sets unit prices, one of `off_bp`, `off_minor` and
    `price_minor` is its own instead of the template's, for `stock_quota` units in all and
    `per_buyer` of one buyer; `count` of it are in a bundle. In a clearance by days it may have a
    date of its own."""

    sku: Name
    off_bp: BasisPoints | None = None
    off_minor: PositiveMinor | None = None
    price_minor: Minor | None = None
    count: Count = 1
    stock_quota: PositiveTimes | None = None
    per_buyer: PositiveTimes | None = None
    expires_on: date | None = None

    @property
    def limits(self) -> dict[str, int]:
        found = {"quota": self.stock_quota, "per_buyer": self.per_buyer}
        return {name: most for name, most in found.items() if most is not None}

    @property
    def own(self) -> dict[str, int]:
        found = {name: getattr(self, name) for name in _OWN}
        return {name: value for name, value in found.items() if value is not None}


Goods = Annotated[tuple[Good, ...], Meta(min_length=1, max_length=200)]
Document = dict[str, Any]


class TemplateKind(Kind, frozen=True):
    """A template adds its parameters and `document(goods)`, and names what of a good counts."""

    def faults(self, goods: Sequence[Good]) -> Iterator[Fault]:
        detail = "This kind of activity does not look at this."
        for index, good in enumerate(goods):
            ignored = [name for name in good.own if name not in self.of_a_good]
            said = {"count": good.count > 1, "expires_on": good.expires_on is not None}
            ignored += [name for name in said if said[name] and name not in self.of_a_good]
            ignored += [name for name in _LIMITS if getattr(good, name) and not self.sets_prices]
            yield from (
                Fault(f"/goods/{index}/{name}", "not_in_template", detail) for name in ignored
            )
            if len(good.own) > 1:
                yield Fault(f"/goods/{index}", "several_prices", "A SKU has one price of its own.")

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset()

    @property
    def sets_prices(self) -> bool:
        """Of units, so that these may be limited."""
        return "price_minor" in self.of_a_good

    @property
    def gift(self) -> str | None:
        """The SKU that it gives, if any."""
        return None

    @property
    def new_for_days(self) -> int | None:
        """How long at most its goods are on sale, if that counts."""
        return None


class PercentOff(TemplateKind, frozen=True):
    """打折: so much off each unit."""

    off_bp: BasisPoints

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset(_OWN)

    def document(self, goods: Sequence[Good]) -> Document:
        return _unit_prices(goods, {"off_bp": self.off_bp})


class AmountOff(TemplateKind, frozen=True):
    """减免: an amount off each unit."""

    off_minor: PositiveMinor

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset(_OWN)

    def document(self, goods: Sequence[Good]) -> Document:
        return _unit_prices(goods, {"off_minor": self.off_minor})


class NewProduct(TemplateKind, frozen=True):
    """新品促销: so much off each unit of a SKU that came on sale less than so many days ago."""

    days: Days
    off_bp: BasisPoints

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset(_OWN)

    @property
    def new_for_days(self) -> int | None:
        return self.days

    def document(self, goods: Sequence[Good]) -> Document:
        new = {"include": [{**_scope(goods)["include"][0], "new_for_days": self.days}]}
        return _unit_prices(goods, {"off_bp": self.off_bp}) | {"scope": new}


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
                "effects": [{"kind": "order_off", "off": _off(tier.off_bp, tier.off_minor)}],
            }
            for tier in self.steps
        ]
        return _of_order(goods) | {"ladder": {"of": self.of.value, "steps": steps}}


class Bundle(TemplateKind, frozen=True):
    """套餐: `count` of each good together at one price."""

    price_minor: Minor
    max_sets: Count | None = None

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset({"count"})

    def document(self, goods: Sequence[Good]) -> Document:
        parts = [{"count": good.count, "scope": _scope([good])} for good in goods]
        effect = {"kind": "bundle_price", "parts": parts, "price_minor": self.price_minor}
        return _of_order(goods) | {"effects": [effect | {"max_sets": self.max_sets}]}


class NthUnit(TemplateKind, frozen=True):
    """第 n 件: of every `nth` units of the goods the cheapest is for less."""

    nth: Annotated[int, Meta(ge=2, le=9_999)]
    off_bp: BasisPoints

    def document(self, goods: Sequence[Good]) -> Document:
        units = {"set_size": self.nth, "per_set": 1}
        effect = {"kind": "unit_off", "off": _off(self.off_bp, None), "units": units}
        return _of_order(goods) | {"effects": [effect]}


class FreeGift(TemplateKind, frozen=True, tag="gift"):
    """满赠: units of a SKU for nothing, from a threshold of the goods' amount on."""

    sku: Name
    threshold_minor: PositiveMinor
    count: Count = 1
    out_of_stock: OutOfStock | None = None
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
        return _of_order(goods) | {"conditions": [condition], "effects": [gift]}


class Markdown(Clause, frozen=True):
    """One of `off_bp`, `off_minor` and `price_minor`, from so many units or days down."""

    at_most: Left
    off_bp: BasisPoints | None = None
    off_minor: PositiveMinor | None = None
    price_minor: Minor | None = None

    @property
    def terms(self) -> dict[str, int]:
        found = {name: getattr(self, name) for name in _OWN}
        return {name: value for name, value in found.items() if value is not None}


class ClearanceSale(TemplateKind, frozen=True, tag="clearance"):
    """清仓, 临期: unit prices that fall as units of the goods, or days to their date, run out."""

    by: Remaining
    steps: Annotated[tuple[Markdown, ...], Meta(min_length=1, max_length=20)]
    expires_on: date | None = None

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset({"expires_on"} if self.by is Remaining.DAYS else ())

    @property
    def sets_prices(self) -> bool:
        return True

    def faults(self, goods: Sequence[Good]) -> Iterator[Fault]:
        yield from super().faults(goods)
        for index, step in enumerate(self.steps):
            if len(step.terms) != 1:
                detail = "Send a share, an amount or a price, one of them."
                yield Fault(f"/template/steps/{index}", "one_of_three", detail)

    def document(self, goods: Sequence[Good]) -> Document:
        alike: dict[date | None, list[Good]] = {}
        for good in goods:
            alike.setdefault(good.expires_on or self.expires_on, []).append(good)
        steps = [
            {"at_most": step.at_most, "off": _price(name, value)}
            for step in self.steps
            for name, value in step.terms.items()
        ]
        effects: list[Document] = [
            {
                "kind": "clearance",
                "by": self.by.value,
                "steps": steps,
                "expires_on": last and last.isoformat(),
                "scope": _scope(mine),
            }
            for last, mine in alike.items()
        ]
        return {"stage": "unit", "scope": _scope(goods), "effects": effects}


Template = (
    PercentOff | AmountOff | NewProduct | Tiered | Bundle | NthUnit | FreeGift | ClearanceSale
)


def _unit_prices(goods: Sequence[Good], usual: dict[str, int]) -> Document:
    """Goods with the same terms share an effect."""
    alike: dict[tuple[str, int], list[Good]] = {}
    for good in goods:
        alike.setdefault(next(iter((good.own or usual).items())), []).append(good)
    effects = [
        {"kind": "unit_off", "off": _price(name, value), "scope": _scope(mine)}
        for (name, value), mine in alike.items()
    ]
    return {"stage": "unit", "scope": _scope(goods), "effects": effects}


def _price(name: str, value: int) -> Document:
    if name == "price_minor":
        return {"kind": "price", "price_minor": value}
    return _off(value, None) if name == "off_bp" else _off(None, value)


def _off(off_bp: int | None, off_minor: int | None) -> Document:
    if off_bp is not None:
        return {"kind": "percent", "off_bp": off_bp}
    return {"kind": "amount", "off_minor": off_minor}


def _of_order(goods: Sequence[Good]) -> Document:
    return {"stage": "order", "scope": _scope(goods)}


def _scope(goods: Sequence[Good]) -> Document:
    return {"include": [{"skus": [good.sku for good in goods]}]}
