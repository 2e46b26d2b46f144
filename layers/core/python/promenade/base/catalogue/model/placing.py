"""Categories as other shops name them, found among those that are here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.product import NO_CATEGORY
from promenade.base.catalogue.model.row_checks import Row, row_fault
from promenade.kit.codes import label
from promenade.kit.errors import Fault
from promenade.kit.values import replace

_SEVERAL = "It is in several categories of those here, “{categories}”: a product is in one."

Names = tuple[str, ...]


def placed(rows: Iterable[Row], there: Iterable[Category], fallback: str | None) -> Iterator[Row]:
    """Each in the category that its paths come to; in `fallback` where they come to none, or to
    several."""
    tree = _Tree(there)
    for row in rows:
        found = sorted(tree.lowest(row.category_paths))
        category = found[0] if len(found) == 1 else fallback
        if row.faults or (category is None and not row.category_paths):
            yield row
        elif category is None:
            yield replace(row, faults=(_unplaced(row.category_paths, found),))
        else:
            yield replace(row, of_product={**row.of_product, "category": category})


def _unplaced(paths: Sequence[Names], found: Sequence[str]) -> Fault:
    if found:
        told = ", ".join(found[:5])
        return row_fault("category", "several_categories", _SEVERAL, categories=told)
    named = " > ".join(paths[0])[:200]
    return row_fault("category", "unknown_category", NO_CATEGORY, category=named)


class _Tree:
    def __init__(self, there: Iterable[Category]) -> None:
        self._categories: Mapping[str, Category] = {each.id: each for each in there}
        self._named: dict[str, list[Category]] = {}
        for each in self._categories.values():
            for name in {label(each.name), each.id}:
                self._named.setdefault(name, []).append(each)

    def lowest(self, paths: Iterable[Names]) -> set[str]:
        """Those that the paths end in, without those above others of them."""
        found = [each for path in paths for each in self._at(path)]
        above = {id_ for each in found for id_ in each.path[:-1]}
        return {each.id for each in found} - above

    def _at(self, path: Names) -> Iterator[Category]:
        """A path may leave out what stands above it here."""
        names = [label(each) for each in path]
        for category in self._named.get(names[-1], ()):
            chain = [*category.path[-len(names) :]]
            if len(chain) == len(names) and all(map(self._is_called, chain, names)):
                yield category

    def _is_called(self, id_: str, name: str) -> bool:
        return name in (id_, label(self._categories[id_].name))
