"""What it takes to put products into the index and to find them, in DynamoDB's units.

Products have two SKUs each, and titles as shops write them: three Chinese words and three English
ones, of a vocabulary in which some are in every other product and most are rare. The table is one
in memory, which counts as AWS does: writes by the kilobyte, twice in transactions, reads by all
that a query looks at, fitting or not.
"""

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from random import Random
from typing import Any, NamedTuple
from unittest.mock import patch

from tests.support.settings import SETTINGS  # isort: skip  # before the stores read theirs

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.search import (
    Search,
    asked,
    attribute_marks,
    brand_mark,
    entry_of,
)
from promenade.base.catalogue.store.search import LOOKED_AT, ROUNDS, DynamoProductIndex, PlaceRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from promenade.kit.paging import Page
from promenade.kit.records import Partition, Record
from promenade.kit.values import replace
from tests.bench.ratios import Row
from tests.support.capacity import size_of
from tests.support.shop import product, sku

assert SETTINGS

SKUS = 10_000
SKUS_EACH = 2
CHANGED = 200
ENGLISH = ("mug", "cup", "bowl", "plate", "glass", "shirt", "dress", "coat", "shoe", "lamp", "hat")
CHINESE = (
    "马克杯",
    "连衣裙",
    "红色",
    "蓝色",
    "陶瓷",
    "餐具",
    "外套",
    "纯棉",
    "手工",
    "儿童",
    "真皮",
)
COMMON = ("新款", "new")
QUERIES = {
    "a common word": "new",
    "two words": "mug dress",
    "Chinese": "陶瓷 马克杯",
    "Chinese and English": "新款 连衣裙 model7",
    "a SKU's code": "SKU-777-1",
    "what there is not": "nowhere mug",
    "words that never meet": "new 手工红色马克杯",
}


class Place(NamedTuple):
    sk: str
    terms: str | None
    marks: str | None
    size: int


class Table:
    """Stands for `promenade.kit.dynamo`."""

    def __init__(self) -> None:
        self.heads: dict[str, Record] = {}
        self.lists: dict[str, list[Place]] = {}
        self.write_units = 0
        self.read_units = 0.0

    def find(self, _: type[Record], pk: str, sk: str, *, consistent: bool) -> Record | None:
        assert (sk, consistent) == ("-", True)
        return self.heads.get(pk)

    def apply(self, write: Write) -> None:
        self._write(write, 1)

    def transact(self, writes: Sequence[Write]) -> None:
        for each in writes:
            self._write(each, 2)

    def page(
        self, _: type[Record], place: Partition, *, limit: int, after: Any, sk: Any
    ) -> Page[PlaceRecord]:
        every = self.lists.get(place.pk, [])
        start = bisect_right(every, after["sk"], key=lambda each: each.sk) if after else 0
        looked = [each for each in every[start : start + limit] if sk is None or each.sk[0] == "0"]
        self.read_units += 0.5 * max(ceil(sum(each.size for each in looked) / 4_096), 1)
        fitting = [each for each in looked if place.where is None or holds(place.where, each)]
        more = len(looked) == limit
        at = {"pk": place.pk, "sk": looked[-1].sk} if more else None
        return Page(tuple(PlaceRecord(place.pk, each.sk) for each in fitting), at)

    def _write(self, write: Write, times: int) -> None:
        record = write.record
        size = size_of(record.serialize())
        self.write_units += times * max(ceil(size / 1_024), 1)
        if record.sk == "-":
            self.heads[record.pk] = record
            return
        places = self.lists.setdefault(record.pk, [])
        at = bisect_right(places, record.sk, key=lambda each: each.sk) - 1
        if at >= 0 and places[at].sk == record.sk:
            del places[at]
        if write.kind == "Put" and isinstance(record, PlaceRecord):
            insort(places, Place(record.sk, record.terms, record.marks, size))


def holds(condition: Any, place: Place) -> bool:
    """What a filter of the index says of a place."""
    if condition.operator in ("AND", "OR"):
        every = (holds(each, place) for each in condition.values)
        return all(every) if condition.operator == "AND" else any(every)
    text = getattr(place, condition.values[0].path[0])
    if condition.operator == "attribute_not_exists":
        return text is None
    assert condition.operator == "contains"
    return text is not None and condition.values[1].value["S"] in text


@contextmanager
def table() -> Iterator[Table]:
    made = Table()
    names = ("find", "apply", "transact", "page")
    with patch.multiple(dynamo, **{name: getattr(made, name) for name in names}):
        yield made


def shelf() -> Iterator[Product]:
    random = Random(20_260_105)
    for number in range(SKUS // SKUS_EACH):
        words = [
            *random.choices(CHINESE, k=3),
            *random.choices(ENGLISH, k=3),
            f"model{number % 97}",
        ]
        words += [word for word in COMMON if random.random() < 0.5]
        options = ({"Size": size} for size in ("Small", "Large"))
        skus = [
            sku(f"SKU-{number}-{n}", barcode=f"69{number:09}{n:02}", options=each)
            for n, each in enumerate(options)
        ]
        made = product(f"P-{number}", *skus, title=" ".join(words), brand=f"Brand {number % 40}")
        attributes = {"Colour": random.choice(("Red", "Blue")), "Weight": str(number % 500)}
        yield replace(made, path=("home", "mugs"), shelf="ON", attributes=attributes, version=1)


def rows() -> list[Row]:
    index, products = DynamoProductIndex(), [*shelf()]
    with table() as kept:
        new = _written(kept, index, products)
        priced = _written(kept, index, [replace(each, version=2) for each in products[:CHANGED]])
        off = [replace(each, version=3, shelf="OFF") for each in products[:CHANGED]]
        shelved = _written(kept, index, off)
        found = [*_queries(kept, index)]
        bytes_each = sum(each.size for every in kept.lists.values() for each in every) / SKUS
    places = sum(len(entry_of(each).keys()) for each in products) / len(products)
    return [
        Row(
            "index, write units a SKU",
            f"{new / SKUS:.0f}",
            "≤ 50",
            f"of {SKUS:,} SKUs; {places:.0f} places a product, {bytes_each / 1_024:.0f} kB a SKU",
        ),
        Row(
            "index, write units of a change",
            f"{priced / CHANGED:.0f}",
            "≤ 3",
            f"of a price; {shelved / CHANGED:.0f} when a product comes off the shelf",
        ),
        *found,
    ]


def _written(kept: Table, index: DynamoProductIndex, products: Sequence[Product]) -> int:
    before = kept.write_units
    for each in products:
        index.put(each.id, each.version, entry_of(each))
    return kept.write_units - before


def _queries(kept: Table, index: DynamoProductIndex) -> Iterator[Row]:
    narrowed = (brand_mark("Brand 7"), *attribute_marks({"Colour": "Red"}))
    wanted = {
        **{name: Search(terms=asked(text), is_on_shelf=True) for name, text in QUERIES.items()},
        "brand and attribute": Search(marks=narrowed, is_on_shelf=True),
    }
    most = 0.5 * (ROUNDS * LOOKED_AT + 8 * 16) / 4
    for name, search in wanted.items():
        kept.read_units = 0.0
        page = index.find(search, 20, None)
        yield Row(
            f"search, {name}",
            f"{kept.read_units:.1f}",
            f"≤ {most:.0f}",
            f"read units of a page; {len(page.items)} products{'' if page.next else ', all'}",
        )
