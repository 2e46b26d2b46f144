"""What an export of another shop system is told by, and which of its columns say what."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from promenade.base.catalogue.model.product import Shelf
from promenade.kit.cells import Pairs
from promenade.kit.errors import Fault
from promenade.kit.headers import Columns
from promenade.kit.values import Value

Cells = Mapping[str, str]
PRICES = ("list_price", "sale_price")

_NO_VARIANTS = "No row of this file is a variant of it."
_NO_PRODUCT = "Products of the type “{type}” are not sold here as one SKU."


class Told(Value, frozen=True):
    """A row of the file that is a SKU, or that tells by `faults` why it is none: `head` are the
    cells of the row that its product is told by, `cells` its own. Without a `head` nothing else of
    it is looked at."""

    line: int
    cells: Cells
    faults: tuple[Fault, ...] = ()
    product: str = ""
    sku: str = ""
    head: Mapping[str, str] = {}
    options: Pairs = []  # noqa: RUF012  each value gets its own
    attributes: Pairs = []  # noqa: RUF012


class Preset(Value, frozen=True, kw_only=True):
    """`marks` are sets of columns of which its files have all of one. `fields` names the columns
    that may say a field: of several the first that says anything. `shelf` is what the words of a
    column mean, None of those that do not matter; `pairs` are columns of a name and of its value,
    `others` those that `variants` reads besides. `lists` parts lists, `between` paths of categories
    and `within` their names, of which the first `roots_count` only name the tree; a backslash takes
    what `is_escaped` as it stands. `described` undoes what a description was written with. A list
    price `is_loose` where it may be lower than the price, and says nothing then."""

    system: str
    marks: Sequence[frozenset[str]]
    fields: Mapping[str, Sequence[str]]
    shelf: Mapping[str, Mapping[str, Shelf | None]]
    lists: Mapping[str, str]
    between: str
    within: str
    roots_count: int = 0
    is_escaped: str = ""
    described: Callable[[str], str] = str
    is_loose: bool = False
    pairs: Sequence[tuple[str, str]] = ()
    others: Sequence[str] = ()
    variants: Callable[[Sequence[Told]], Iterator[Told]]

    @property
    def columns(self) -> Columns:
        """Of words that are numbers, such as -1, and of prices a sign is no formula."""
        named = [*self.fields.values(), self.shelf, *self.pairs, self.others]
        names = tuple(dict.fromkeys(each for columns in named for each in columns))
        prices = (each for name in PRICES for each in self.fields[name])
        numbers = frozenset((*self.shelf, *prices))
        return Columns(names=names, required=(), integers=numbers, is_open=True)

    @property
    def asked_price(self) -> str:
        """The field that a new SKU needs."""
        return "sale_price" if self.is_loose else "list_price"

    def column(self, name: str, spelt: Mapping[str, str]) -> str:
        """What the file calls the column that says a field, of those that it has."""
        columns = self.fields[name]
        return next((spelt[each] for each in columns if each in spelt), columns[0])

    def said(self, name: str, cells: Cells) -> str:
        return next((cells[each] for each in self.fields.get(name, ()) if each in cells), "")

    def listed(self, name: str, cells: Cells) -> list[str]:
        return list(dict.fromkeys(self._parts(self.lists[name], self.said(name, cells))))

    def paths(self, cells: Cells) -> list[tuple[str, ...]]:
        """Of the categories that it is in, by the names that they have there."""
        said = self.said("category", cells)
        paths = re.split(self._separator(self.between), said) if self.between else [said]
        parted = (tuple(self._parts(self.within, each)) for each in paths)
        return [each for each in dict.fromkeys(path[self.roots_count :] for path in parted) if each]

    def plain(self, text: str) -> str:
        return text.replace(f"\\{self.is_escaped}", self.is_escaped) if self.is_escaped else text

    def _parts(self, separators: str, text: str) -> list[str]:
        parts = map(str.strip, re.split(self._separator(separators), text))
        return [self.plain(part) for part in parts if part]

    def _separator(self, any_of: str) -> str:
        return rf"(?<!\\)[{any_of}]" if self.is_escaped in any_of else f"[{any_of}]"


def named(cells: Cells, names: Cells, pairs: Iterable[tuple[str, str]]) -> Pairs:
    """The values of `cells`, each by the name that stands in `names`."""
    return [
        (names[name], cells[value]) for name, value in pairs if name in names and value in cells
    ]


def without_variants(told: Told) -> Told:
    return refused(told, Fault("", "no_variants", _NO_VARIANTS))


def of_no_product(told: Told, kind: str) -> Told:
    return refused(told, Fault("", "unsupported_type", _NO_PRODUCT, facts={"type": kind[:40]}))


def refused(told: Told, fault: Fault) -> Told:
    return Told(told.line, told.cells, (*told.faults, fault), told.product, told.sku)
