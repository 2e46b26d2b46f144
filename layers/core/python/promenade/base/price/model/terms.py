"""What a SKU costs by one entry, and how its amounts bound one another."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from promenade.kit.errors import Fault
from promenade.kit.money import half_up
from promenade.kit.values import Clause

MAX_PRICE_MINOR = 99_999_999

Price = Annotated[int, Meta(ge=1, le=MAX_PRICE_MINOR)]


class Terms(Clause, frozen=True):
    """Prices of one unit, in minor units of the book's currency: 0 < floor ≤ sale ≤ list. `cost`
    is what the shop pays for it, `market` the price that is shown struck through beside `sale`."""

    list_minor: Price
    sale_minor: Price
    cost_minor: Price | None = None
    market_minor: Price | None = None
    floor_minor: Price | None = None

    @property
    def margin_minor(self) -> int | None:
        """None where nobody said what it costs the shop."""
        return None if self.cost_minor is None else self.sale_minor - self.cost_minor

    @property
    def margin_bp(self) -> int | None:
        """Of the sale price."""
        margin = self.margin_minor
        return None if margin is None else half_up(margin * 10_000, self.sale_minor)

    @property
    def struck_minor(self) -> int | None:
        """The highest price that is shown struck through beside `sale`."""
        above = self.list_minor if self.list_minor > self.sale_minor else 0
        return max(above, self.market_minor or 0) or None


def is_price(minor: int) -> bool:
    return 0 < minor <= MAX_PRICE_MINOR


def faults(terms: Terms, catalogue_floor_minor: int | None, currency: str) -> Iterator[Fault]:
    """What contradicts itself, or the floor that the catalogue gives the SKU in this currency."""
    if terms.sale_minor > terms.list_minor:
        yield Fault("/sale_minor", "above_list", "The sale price is above the list price.")
    if (terms.floor_minor or 0) > terms.sale_minor:
        yield Fault("/floor_minor", "above_sale", "The floor is above the sale price.")
    if (catalogue_floor_minor or 0) > terms.sale_minor:
        detail = "It is below {floor_minor}, the floor of this SKU in the catalogue."
        facts = {"floor_minor": catalogue_floor_minor, "currency": currency}
        yield Fault("/sale_minor", "below_floor", detail, facts=facts)
    if terms.market_minor is not None and terms.market_minor < terms.sale_minor:
        detail = "A price to compare with is not below the sale price."
        yield Fault("/market_minor", "below_sale", detail)
