"""Activities that set the prices of their goods."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import (
    BasisPoints,
    Days,
    Minor,
    PositiveMinor,
)
from promenade.base.promotion.model.effects import Remaining
from promenade.base.promotion.model.effects.clearance import Left
from promenade.base.promotion.model.template_goods import (
    OWN,
    Document,
    Good,
    TemplateKind,
    price,
    scope_of,
    unit_prices,
)
from promenade.kit.errors import Fault
from promenade.kit.values import Clause


class PercentOff(TemplateKind, frozen=True):
    """打折: so much off each unit."""

    off_bp: BasisPoints

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset(OWN)

    def document(self, goods: Sequence[Good]) -> Document:
        return unit_prices(goods, {"off_bp": self.off_bp})


class AmountOff(TemplateKind, frozen=True):
    """减免: an amount off each unit."""

    off_minor: PositiveMinor

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset(OWN)

    def document(self, goods: Sequence[Good]) -> Document:
        return unit_prices(goods, {"off_minor": self.off_minor})


class LimitedTime(TemplateKind, frozen=True):
    """限时折扣: for a time, each SKU at a price of its own, or with so much off."""

    off_bp: BasisPoints | None = None

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset(OWN)

    def faults(self, goods: Sequence[Good]) -> Iterator[Fault]:
        yield from super().faults(goods)
        if self.off_bp is None:
            detail = "Say what this SKU costs, or what is off all of them."
            priceless = [index for index, good in enumerate(goods) if not good.own]
            yield from (Fault(f"/goods/{index}", "no_price", detail) for index in priceless)

    def document(self, goods: Sequence[Good]) -> Document:
        usual = {} if self.off_bp is None else {"off_bp": self.off_bp}
        return unit_prices(goods, usual) | {"limited_time": True}


class NewProduct(TemplateKind, frozen=True):
    """新品促销: so much off each unit of a SKU that came on sale less than so many days ago."""

    days: Days
    off_bp: BasisPoints

    @property
    def of_a_good(self) -> frozenset[str]:
        return frozenset(OWN)

    @property
    def new_for_days(self) -> int | None:
        return self.days

    def document(self, goods: Sequence[Good]) -> Document:
        new = {"include": [{**scope_of(goods)["include"][0], "new_for_days": self.days}]}
        return unit_prices(goods, {"off_bp": self.off_bp}) | {"scope": new}


class Markdown(Clause, frozen=True):
    """One of `off_bp`, `off_minor` and `price_minor`, from so many units or days down."""

    at_most: Left
    off_bp: BasisPoints | None = None
    off_minor: PositiveMinor | None = None
    price_minor: Minor | None = None

    @property
    def terms(self) -> dict[str, int]:
        found = {name: getattr(self, name) for name in OWN}
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
            {"at_most": step.at_most, "off": price(name, value)}
            for step in self.steps
            for name, value in step.terms.items()
        ]
        effects: list[Document] = [
            {
                "kind": "clearance",
                "by": self.by.value,
                "steps": steps,
                "expires_on": last and last.isoformat(),
                "scope": scope_of(mine),
            }
            for last, mine in alike.items()
        ]
        return {"stage": "unit", "scope": scope_of(goods), "effects": effects}
