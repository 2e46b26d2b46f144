"""From a cart's lines to the scopes they fall in, by index instead of by trial."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from promenade.base.promotion.model.cart import Line
from promenade.base.promotion.model.scope import Covers, Scope, Selector, compile_scope

# The dimensions a selector can be found by, the most selective first, as lines know them.
_ONE_NAME: dict[str, Callable[[Sequence[Line]], Sequence[str | None]]] = {
    "skus": lambda lines: [line.sku for line in lines],
    "products": lambda lines: [line.product for line in lines],
    "brands": lambda lines: [line.brand for line in lines],
}
_MANY_NAMES: dict[str, Callable[[Sequence[Line]], Sequence[frozenset[str]]]] = {
    "tags": lambda lines: [line.tags for line in lines],
    "categories": lambda lines: [line.categories for line in lines],
}
_DIMENSIONS = (*_ONE_NAME, *_MANY_NAMES)
# Numbers of the scopes listed under a name.
ByName = dict[str | None, list[int]]
_TESTED_FIELDS = ("price_min_minor", "price_max_minor", "discounted", "new_for_days")


class ScopeTable:
    """Every distinct scope (or conjunction of scopes) of a book, numbered; number 0 is everything.

    A scope is listed under the names one of which a line must bear. Where bearing one is already
    the whole answer it has no entry in `tests`; a line may bear several names of a `repeating` one.
    Numbers rise from the first one on. `asks_for_age`: what a line falls in may change a day later.
    """

    def __init__(self, first_number: int = 1) -> None:
        self._first = first_number
        self._numbers: dict[tuple[Scope, ...], int] = {(): 0}
        self.tests: dict[int, tuple[Covers, ...]] = {}
        self.unlisted: list[int] = [0]
        self.repeating: set[int] = set()
        self.asks_for_age = False
        self.listed: dict[str, ByName] = {dimension: defaultdict(list) for dimension in _DIMENSIONS}

    def number(self, *scopes: Scope) -> int:
        """The number of the lines that all of these scopes cover."""
        key = tuple(dict.fromkeys(scope for scope in scopes if not scope.is_everything))
        if key not in self._numbers:
            self._add(key, self._first + len(self._numbers) - 1)
        return self._numbers[key]

    def _add(self, key: tuple[Scope, ...], number: int) -> None:
        self._numbers[key] = number
        self.asks_for_age |= any(map(_asks_for_age, key))
        names = next((found for scope in key if (found := list(_names(scope)))), [])
        for dimension, name in dict.fromkeys(names):
            self.listed[dimension][name].append(number)
        dimensions = {dimension for dimension, _ in names}
        if len(dimensions) > 1 or dimensions & _MANY_NAMES.keys():
            self.repeating.add(number)
        if not names:
            self.unlisted.append(number)
        if len(key) > 1 or not _is_exact(key[0]):
            self.tests[number] = tuple(map(compile_scope, key))


def _names(scope: Scope) -> Iterator[tuple[str, str]]:
    """Names such that a covered line bears at least one; none if that cannot be said."""
    dimensions = [_dimension(selector) for selector in scope.include]
    if all(dimensions):
        for selector, dimension in zip(scope.include, dimensions, strict=True):
            yield from ((dimension, name) for name in getattr(selector, dimension))


def _dimension(selector: Selector) -> str:
    """The dimension to list the selector under, or nothing."""
    return next((name for name in _DIMENSIONS if getattr(selector, name)), "")


def _is_exact(scope: Scope) -> bool:
    """Whether bearing a listed name is all that this scope asks."""
    return not scope.exclude and all(
        sum(bool(getattr(selector, name)) for name in _DIMENSIONS) == 1 and not _is_tested(selector)
        for selector in scope.include
    )


def _asks_for_age(scope: Scope) -> bool:
    return any(each.new_for_days for each in (*scope.include, *scope.exclude))


def _is_tested(selector: Selector) -> bool:
    return any(getattr(selector, name) is not None for name in _TESTED_FIELDS)


# The lines each scope covers, as ascending indices, by the scope's number; never an empty list.
Coverage = dict[int, list[int]]


def coverage(
    table: ScopeTable, lines: Sequence[Line], prices: Sequence[int], candidates: Coverage
) -> Coverage:
    """The candidates that pass their scopes' tests at the given unit prices."""
    if not table.tests:
        return candidates
    found = candidates.copy()
    for number, tests in table.tests.items():
        if number in found:
            fitting = [
                i for i in found.pop(number) if all(covers(lines[i], prices[i]) for covers in tests)
            ]
            if fitting:
                found[number] = fitting
    return found


def candidates_of(table: ScopeTable, lines: Sequence[Line], open_lines: list[int]) -> Coverage:
    """Lines that bear a name their scope is listed under, or whose scope is listed under none."""
    found = dict.fromkeys(table.unlisted, open_lines) if open_lines else {}
    for dimension, by_name in table.listed.items():
        if by_name:
            find = _find_by_one if dimension in _ONE_NAME else _find_by_many
            find(found, dimension, by_name, lines, open_lines)
    if table.repeating:
        for number in found.keys() & table.repeating:
            found[number] = sorted(set(found[number]))
    return found


def _find_by_one(
    found: Coverage, dimension: str, by_name: ByName, lines: Sequence[Line], open_lines: list[int]
) -> None:
    names = _ONE_NAME[dimension](lines)
    for index in open_lines:
        name = names[index]
        if name in by_name:
            for number in by_name[name]:
                if number in found:
                    found[number].append(index)
                else:
                    found[number] = [index]


def _find_by_many(
    found: Coverage, dimension: str, by_name: ByName, lines: Sequence[Line], open_lines: list[int]
) -> None:
    names = _MANY_NAMES[dimension](lines)
    for index in open_lines:
        for name in names[index]:
            for number in by_name.get(name, ()):
                found.setdefault(number, []).append(index)
