"""What a draft changes, summed over orders: the sums of two parts are the sums of the whole."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

import msgspec

BANDS_BP = (0, 500, 1_000, 1_500, 2_000, 3_000, 5_000)
"""Where each band of savings begins, in basis points of an order's list prices."""

_DIGITS = 3


class SoldSku(msgspec.Struct, array_like=True):
    """Of a SKU in the orders that are hit or change: units the draft takes something off, what it
    takes off, what the SKU is paid less in all, and whether somebody said what it costs."""

    units: int = 0
    saving_minor: int = 0
    cost_minor: int = 0
    is_costed: bool = False

    def add(self, other: Self) -> None:
        self.units += other.units
        self.saving_minor += other.saving_minor
        self.cost_minor += other.cost_minor
        self.is_costed |= other.is_costed


class Shift(msgspec.Struct, array_like=True):
    """What a promotion takes off without the draft and with it, in orders where the two differ."""

    orders: int = 0
    without_minor: int = 0
    with_minor: int = 0

    def add(self, other: Self) -> None:
        self.orders += other.orders
        self.without_minor += other.without_minor
        self.with_minor += other.with_minor


class Detail(msgspec.Struct, omit_defaults=True):
    """By SKU and by promotion id: as large as what is sold, and kept apart for that."""

    skus: dict[str, SoldSku] = {}
    shifts: dict[str, Shift] = {}

    def add(self, other: Self) -> None:
        for mine, theirs in ((self.skus, other.skus), (self.shifts, other.shifts)):
            _add_each(mine, theirs)


class Tally(msgspec.Struct, omit_defaults=True):
    """Money in minor units. `list`, `past`, `without` and `with` are of all replayed orders: at
    list prices, what they were paid less then, and what they would be without the draft and with
    it; `hit` are those that it applies to, `changed` those where promotions do otherwise because of
    it. `goods_without`, `goods_with` and `goods_cost` are of lines with a known cost, in either.
    `bands` are hit orders by BANDS_BP, `savings` hit orders by what they save, of which three
    digits are kept."""

    read_count: int = 0
    replayed_count: int = 0
    hit_count: int = 0
    changed_count: int = 0
    unknown_sku_count: int = 0
    units: int = 0
    gift_units: int = 0
    list_minor: int = 0
    past_minor: int = 0
    without_minor: int = 0
    with_minor: int = 0
    hit_list_minor: int = 0
    saving_minor: int = 0
    goods_without_minor: int = 0
    goods_with_minor: int = 0
    goods_cost_minor: int = 0
    left_out: dict[str, int] = {}
    bands: dict[int, int] = {}
    savings: dict[int, int] = {}

    @property
    def cost_minor(self) -> int:
        """What the draft changes: below nothing where it makes orders dearer."""
        return self.with_minor - self.without_minor

    def add(self, other: Self) -> None:
        for name in _SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in _COUNTS:
            _count_each(getattr(self, name), getattr(other, name))

    def count_saving(self, saving_minor: int, list_minor: int) -> None:
        """Of an order that the draft applies to."""
        share = saving_minor * 10_000 // list_minor if list_minor else 0
        band = max(edge for edge in BANDS_BP if edge <= share)
        _count_each(self.bands, {band: 1})
        _count_each(self.savings, {in_digits(saving_minor): 1})

    def percentile(self, percent: int) -> int | None:
        """The least saving that so many of a hundred hit orders do not exceed."""
        rank = -(-self.hit_count * percent // 100)
        return next((each for each, upto in self._upto() if upto >= max(rank, 1)), None)

    def _upto(self) -> Iterator[tuple[int, int]]:
        upto = 0
        for saving in sorted(self.savings):
            upto += self.savings[saving]
            yield saving, upto


_COUNTS = ("left_out", "bands", "savings")
_SUMS = tuple(name for name in Tally.__struct_fields__ if name not in _COUNTS)


def in_digits(minor: int) -> int:
    """Rounded down to its first three digits: at most a hundredth less."""
    unit: int = 10 ** max(len(str(minor)) - _DIGITS, 0)
    return minor // unit * unit


def _add_each(mine: dict[str, Any], theirs: Mapping[str, Any]) -> None:
    for name, each in theirs.items():
        if name in mine:
            mine[name].add(each)
        else:
            mine[name] = msgspec.structs.replace(each)


def _count_each(mine: dict[Any, int], theirs: Mapping[Any, int]) -> None:
    for name, count in theirs.items():
        mine[name] = mine.get(name, 0) + count
