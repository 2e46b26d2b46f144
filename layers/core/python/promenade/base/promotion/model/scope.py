"""Which lines a rule is about."""

from collections.abc import Callable

from promenade.base.promotion.model.cart import Line
from promenade.kit.values import Document

LinePredicate = Callable[[Line, int], bool]


class Selector(Document, frozen=True):
    """A line that fits every dimension named here; within one dimension any value will do.

    Prices are inclusive bounds on the unit price as the stage finds it. `discounted` asks whether
    that price is below the list price.
    """

    skus: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    price_min_minor: int | None = None
    price_max_minor: int | None = None
    discounted: bool | None = None

    @property
    def is_open(self) -> bool:
        return self == _OPEN

    def fits(self, line: Line, price: int) -> bool:
        return self._fits_names(line) and self._fits_price(line, price)

    def _fits_names(self, line: Line) -> bool:
        return (
            (not self.skus or line.sku in self.skus)
            and (not self.products or line.product in self.products)
            and (not self.brands or line.brand in self.brands)
            and (not self.categories or not self.categories.isdisjoint(line.categories))
            and (not self.tags or not self.tags.isdisjoint(line.tags))
        )

    def _fits_price(self, line: Line, price: int) -> bool:
        return (
            (self.price_min_minor is None or price >= self.price_min_minor)
            and (self.price_max_minor is None or price <= self.price_max_minor)
            and (self.discounted is None or self.discounted == (price < line.list_minor))
        )


_OPEN = Selector()


class Scope(Document, frozen=True):
    """Lines that fit any included selector (all lines when none is named) and no excluded one."""

    include: tuple[Selector, ...] = ()
    exclude: tuple[Selector, ...] = ()

    @property
    def is_everything(self) -> bool:
        return not self.exclude and (not self.include or any(s.is_open for s in self.include))

    def covers(self, line: Line, price: int) -> bool:
        included = not self.include or any(s.fits(line, price) for s in self.include)
        return included and not any(s.fits(line, price) for s in self.exclude)


EVERYTHING = Scope()
