"""The goods of an activity, and what templates make of them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from promenade.base.promotion.model.bounds import (
    BasisPoints,
    Count,
    Minor,
    Name,
    PositiveMinor,
    PositiveTimes,
)
from promenade.kit.errors import Fault
from promenade.kit.values import Clause, Kind

LIMITS = ("stock_quota", "per_buyer")
OWN = ("off_bp", "off_minor", "price_minor")


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
        found = {name: getattr(self, name) for name in OWN}
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
            ignored += [name for name in LIMITS if getattr(good, name) and not self.sets_prices]
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


def unit_prices(goods: Sequence[Good], usual: dict[str, int]) -> Document:
    """Goods with the same terms share an effect."""
    alike: dict[tuple[str, int], list[Good]] = {}
    for good in goods:
        alike.setdefault(next(iter((good.own or usual).items())), []).append(good)
    effects = [
        {"kind": "unit_off", "off": price(name, value), "scope": scope_of(mine)}
        for (name, value), mine in alike.items()
    ]
    return {"stage": "unit", "scope": scope_of(goods), "effects": effects}


def price(name: str, value: int) -> Document:
    if name == "price_minor":
        return {"kind": "price", "price_minor": value}
    return off(value, None) if name == "off_bp" else off(None, value)


def off(off_bp: int | None, off_minor: int | None) -> Document:
    if off_bp is not None:
        return {"kind": "percent", "off_bp": off_bp}
    return {"kind": "amount", "off_minor": off_minor}


def of_order(goods: Sequence[Good]) -> Document:
    return {"stage": "order", "scope": scope_of(goods)}


def scope_of(goods: Sequence[Good]) -> Document:
    return {"include": [{"skus": [good.sku for good in goods]}]}
