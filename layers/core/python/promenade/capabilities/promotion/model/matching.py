"""From a cart's lines to the scopes they fall in, by index instead of by trial."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from promenade.capabilities.promotion.model.cart import Line
from promenade.capabilities.promotion.model.scope import Scope, Selector

# The dimensions a selector can be found by, the most selective first.
_DIMENSIONS = ("skus", "products", "tags", "brands", "categories")
_PRICE_FIELDS = ("price_min_minor", "price_max_minor", "discounted")


class ScopeTable:
    """Every distinct scope (or conjunction of scopes) of a book, numbered; number 0 is everything.

    A scope is listed under the names one of which a line must bear. Where bearing one is already
    the whole answer there is nothing left to test (`tests[n]` is empty).
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[Scope, ...], int] = {(): 0}
        self.tests: list[tuple[Scope, ...]] = [()]
        self.unlisted: list[int] = []
        self.listed: dict[str, dict[str, list[int]]] = {
            dimension: defaultdict(list) for dimension in _DIMENSIONS
        }

    def number(self, *scopes: Scope) -> int:
        """The number of the lines that all of these scopes cover."""
        key = tuple(dict.fromkeys(scope for scope in scopes if not scope.is_everything))
        if key not in self._numbers:
            self._numbers[key] = len(self.tests)
            self._add(key)
        return self._numbers[key]

    def _add(self, key: tuple[Scope, ...]) -> None:
        number = len(self.tests)
        names = next((found for scope in key if (found := list(_names(scope)))), [])
        for dimension, name in dict.fromkeys(names):
            self.listed[dimension][name].append(number)
        if not names:
            self.unlisted.append(number)
        self.tests.append(() if len(key) == 1 and _is_exact(key[0]) else key)


def _names(scope: Scope) -> Iterator[tuple[str, str]]:
    """Names such that a covered line bears at least one; none if that cannot be said."""
    dimensions = [_dimension(selector) for selector in scope.include]
    if None in dimensions:
        return
    for selector, dimension in zip(scope.include, dimensions, strict=True):
        if dimension is not None:
            yield from ((dimension, name) for name in sorted(getattr(selector, dimension)))


def _dimension(selector: Selector) -> str | None:
    return next((name for name in _DIMENSIONS if getattr(selector, name)), None)


def _is_exact(scope: Scope) -> bool:
    """Whether bearing a listed name is all that this scope asks."""
    return not scope.exclude and all(
        sum(bool(getattr(selector, name)) for name in _DIMENSIONS) == 1
        and not _reads_price(selector)
        for selector in scope.include
    )


def _reads_price(selector: Selector) -> bool:
    return any(getattr(selector, name) is not None for name in _PRICE_FIELDS)


@dataclass(slots=True)
class Matches:
    """Which of a cart's lines each scope covers, as ascending indices, at the given unit prices."""

    table: ScopeTable
    lines: Sequence[Line]
    prices: list[int]
    candidates: dict[int, list[int]]
    settled: dict[int, list[int]] = field(default_factory=dict)

    def of(self, number: int) -> list[int]:
        found = self.settled.get(number)
        if found is None:
            found = self.settled[number] = self._settle(number)
        return found

    def at_prices(self, prices: list[int]) -> "Matches":
        return Matches(self.table, self.lines, prices, self.candidates)

    def _settle(self, number: int) -> list[int]:
        candidates = self.candidates.get(number, [])
        tests = self.table.tests[number]
        if not tests:
            return candidates
        lines, prices = self.lines, self.prices
        return [i for i in candidates if all(test.covers(lines[i], prices[i]) for test in tests)]


def match(
    table: ScopeTable, lines: Sequence[Line], open_lines: list[int], prices: list[int]
) -> Matches:
    """Matches among the open lines only."""
    return Matches(table, lines, prices, _candidates(table, lines, open_lines))


def _candidates(
    table: ScopeTable, lines: Sequence[Line], open_lines: list[int]
) -> dict[int, list[int]]:
    found = dict.fromkeys((0, *table.unlisted), open_lines)
    skus, products = table.listed["skus"], table.listed["products"]
    brands, categories, tags = (table.listed[d] for d in ("brands", "categories", "tags"))
    for index in open_lines:
        line = lines[index]
        borne = [skus.get(line.sku), products.get(line.product)]
        if brands and line.brand is not None:
            borne.append(brands.get(line.brand))
        if categories:
            borne.extend(map(categories.get, line.categories))
        if tags:
            borne.extend(map(tags.get, line.tags))
        for numbers in borne:
            if numbers:
                _note(found, numbers, index)
    return found


def _note(found: dict[int, list[int]], numbers: list[int], index: int) -> None:
    for number in numbers:
        if number not in found:
            found[number] = [index]
        elif found[number][-1] != index:
            found[number].append(index)
