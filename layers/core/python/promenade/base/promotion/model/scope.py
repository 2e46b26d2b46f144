"""Which lines a promotion is about."""

from collections.abc import Callable, Iterator
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import Days, Minors, Names, minor
from promenade.base.promotion.model.cart import Line
from promenade.kit.errors import Fault
from promenade.kit.values import Clause

# Whether a line at this unit price is meant.
Covers = Callable[[Line, int], bool]


class Selector(Clause, frozen=True):
    """A line that fits every dimension named here; within one dimension any value will do.

    Prices are inclusive bounds on the unit price as the stage finds it. `discounted` asks whether
    that price is below the list price, `new_for_days` whether its SKU came on sale less than so
    many days (of 24 hours) ago.
    """

    skus: Names = ()
    products: Names = ()
    categories: Names = ()
    brands: Names = ()
    tags: Names = ()
    price_min_minor: Minors | None = None
    price_max_minor: Minors | None = None
    discounted: bool | None = None
    new_for_days: Days | None = None

    @property
    def is_open(self) -> bool:
        return self == ANY_LINE


ANY_LINE = Selector()


class Scope(Clause, frozen=True):
    """Lines that fit any included selector (all lines when none is named) and no excluded one."""

    include: Annotated[tuple[Selector, ...], Meta(max_length=50)] = ()
    exclude: Annotated[tuple[Selector, ...], Meta(max_length=50)] = ()

    @property
    def is_everything(self) -> bool:
        return not self.exclude and (not self.include or any(s.is_open for s in self.include))

    @property
    def named_skus(self) -> frozenset[str]:
        """One of which each of its lines is; empty where they are not named."""
        if not all(selector.skus for selector in self.include):
            return frozenset()
        return frozenset(sku for selector in self.include for sku in selector.skus)

    def faults(self, at: str) -> Iterator[Fault]:
        for name, selectors in (("include", self.include), ("exclude", self.exclude)):
            for index, selector in enumerate(selectors):
                low, high = selector.price_min_minor, selector.price_max_minor
                if low is not None and high is not None and minor(high) < minor(low):
                    pointer = f"{at}/{name}/{index}/price_max_minor"
                    yield Fault(pointer, "below_minimum", "The highest price is below the lowest.")
        for index, selector in enumerate(self.exclude):
            if selector.is_open:
                pointer = f"{at}/exclude/{index}"
                yield Fault(pointer, "excludes_all", "It would exclude every line.")


EVERYTHING = Scope()


def compile_scope(scope: Scope) -> Covers:
    included = [_compile_selector(selector) for selector in scope.include or (ANY_LINE,)]
    excluded = [_compile_selector(selector) for selector in scope.exclude]

    def covers(line: Line, price: int) -> bool:
        is_included = any(fits(line, price) for fits in included)
        return is_included and not any(fits(line, price) for fits in excluded)

    return covers


def _compile_selector(selector: Selector) -> Covers:
    asked = [*_asked_names(selector), *_asked_prices(selector), *_asked_age(selector)]
    return lambda line, price: all(fits(line, price) for fits in asked)


def _asked_names(selector: Selector) -> Iterator[Covers]:
    skus, products, brands, categories, tags = (
        frozenset(names)
        for names in (
            selector.skus,
            selector.products,
            selector.brands,
            selector.categories,
            selector.tags,
        )
    )
    if skus:
        yield lambda line, _: line.sku in skus
    if products:
        yield lambda line, _: line.product in products
    if brands:
        yield lambda line, _: line.brand in brands
    if categories:
        yield lambda line, _: not categories.isdisjoint(line.categories)
    if tags:
        yield lambda line, _: not tags.isdisjoint(line.tags)


def _asked_prices(selector: Selector) -> Iterator[Covers]:
    discounted = selector.discounted
    if selector.price_min_minor is not None:
        low = minor(selector.price_min_minor)
        yield lambda _, price: price >= low
    if selector.price_max_minor is not None:
        high = minor(selector.price_max_minor)
        yield lambda _, price: price <= high
    if discounted is not None:
        yield lambda line, price: discounted == (price < line.list_minor)


def _asked_age(selector: Selector) -> Iterator[Covers]:
    most = selector.new_for_days
    if most is not None:
        yield lambda line, _: line.on_for_days is not None and line.on_for_days < most
