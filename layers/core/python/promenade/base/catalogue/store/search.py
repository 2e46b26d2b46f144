"""The index of products in DynamoDB: an inverted one, whose lists are partitions of the table.

| item | pk | sk |
|---|---|---|
| what a product lies under | `INDEXED#<id>` | `-` |
| one of these places | `TERM#<term>` | `<shelf><rank>#<chance>#<id>` |

`shelf` is 0 on it and 1 off it, `rank` 0 in the title and 1 elsewhere, `chance` four digits of the
id's digest. A place holds all that the product is found by, so that one list is read and the table
itself drops what the other terms leave out. Within a shelf and a rank the order is by chance, for
good: how far the first few places lie apart says how long the list is, and the shortest is read.
"""

from collections.abc import Sequence
from functools import reduce
from hashlib import blake2b
from operator import and_

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from promenade.base.catalogue.model.search import NOTHING, Entry, Search
from promenade.base.catalogue.store.records import CatalogueRecord, Key, encode
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.records import Partition, Record
from promenade.kit.values import Value

LOOKED_AT = 200
"""Places that one call of the table looks at; a page takes ROUNDS of them at most."""

ROUNDS = 3
MOST_LISTS = 8
_PROBED = 16
_AT_ONCE = 99
_MOST_BYTES = 800
_CHANCES = 16**4


class PlaceRecord(CatalogueRecord):
    """`terms` and `marks` are all of the product's, each in one text; absent where they are long,
    so that who reads it has to look at the product."""

    terms = UnicodeAttribute(null=True)
    marks = UnicodeAttribute(null=True)


class Head(Value, frozen=True):
    """What a product lies under, as of its `version`: the entry's places and, until it `is_whole`,
    some of these and of those `left`. `turns` is the product's, `turn` counts the writes."""

    entry: Entry = NOTHING
    version: int = 0
    left: tuple[Key, ...] = ()
    is_whole: bool = True
    turn: int = 0
    turns: int = 0

    @property
    def age(self) -> tuple[int, int]:
        return self.version, self.turns


_head_of = msgspec.json.Decoder(Head)


class DynamoProductIndex:
    def put(self, product_id: str, version: int, entry: Entry, turns: int = 0) -> None:
        """In transactions, so that of two versions the older writes neither over nor beside the
        newer; two write units a kilobyte of each place that changes."""
        patiently(lambda: _put_once(product_id, (version, turns), entry), Contended)

    def find(self, wanted: Search, limit: int, after: Position | None) -> Page[str]:
        pk = after["pk"] if after else _shortest(wanted)
        if pk is None:
            return Page((), None)
        place, found = Partition(pk, where=_where(wanted)), list[str]()
        for _ in range(ROUNDS):
            page = dynamo.page(
                PlaceRecord, place, limit=LOOKED_AT, after=after, sk=_on_shelf(wanted)
            )
            found += (each.sk for each in page.items)
            after = page.next
            if len(found) > limit:
                after = {"pk": pk, "sk": found[limit - 1]}
            if after is None or len(found) >= limit:
                break
        return Page(tuple(sk.rpartition("#")[2] for sk in found[:limit]), after)


def _put_once(product_id: str, age: tuple[int, int], entry: Entry) -> None:
    record = dynamo.find(CatalogueRecord, *_head_key(product_id), consistent=True)
    head = _head_of.decode(record.body) if record else Head()
    is_done = head.age == age and head.entry == entry and head.is_whole
    if is_done or head.age > age:
        return
    old, new = _keys(product_id, head.entry), _keys(product_id, entry)
    texts = _texts(entry)
    stays = old if head.is_whole and texts == _texts(head.entry) else frozenset()
    left = tuple(sorted((old | frozenset(head.left)) - new))
    writes = [Write("Put", _place(key, texts)) for key in sorted(new - stays)]
    writes += [Write("Delete", CatalogueRecord(*key)) for key in left]
    _write(product_id, Head(entry, age[0], left, turn=head.turn, turns=age[1]), writes)


def _write(product_id: str, head: Head, writes: Sequence[Write]) -> None:
    """In as many transactions as it takes. Raises Contended where another worker comes between."""
    parts = [writes[at : at + _AT_ONCE] for at in range(0, len(writes), _AT_ONCE)] or [()]
    for turn, part in enumerate(parts, head.turn + 1):
        is_whole = part is parts[-1]
        left = () if is_whole else head.left
        body = encode(Head(head.entry, head.version, left, is_whole, turn, head.turns))
        record = CatalogueRecord(*_head_key(product_id), body=body)
        record.version = turn
        is_next = Record.version == turn - 1 if turn > 1 else Record.pk.does_not_exist()
        own = Write("Put", record, is_next)
        try:
            dynamo.transact([own, *part]) if part else dynamo.apply(own)
        except ConditionFailed:
            raise Contended from None


def _keys(product_id: str, entry: Entry) -> frozenset[Key]:
    chance = blake2b(product_id.encode(), digest_size=2).hexdigest()
    shelf = "0" if entry.is_on_shelf else "1"
    ranks = {True: "0", False: "1"}
    return frozenset(
        (_list(key), f"{shelf}{ranks[in_title]}#{chance}#{product_id}")
        for key, in_title in entry.keys().items()
    )


def _texts(entry: Entry) -> tuple[str, str] | None:
    terms = " ".join(("", *sorted(entry.words), *sorted(set(entry.runs)), ""))
    marks = "\n".join(("", *entry.marks, ""))
    return (terms, marks) if len((terms + marks).encode()) <= _MOST_BYTES else None


def _place(key: Key, texts: tuple[str, str] | None) -> PlaceRecord:
    record = PlaceRecord(*key)
    if texts:
        record.terms, record.marks = texts
    return record


def _where(wanted: Search) -> Condition:
    """What fits, as far as the place can tell."""
    terms, marks = PlaceRecord.terms, PlaceRecord.marks
    conditions = [
        *(terms.contains(f" {word} ") for word in wanted.terms.words),
        *(terms.contains(run) for run in wanted.terms.runs),
        *(marks.contains(f"\n{mark}\n") for mark in wanted.marks),
    ]
    where: Condition = terms.does_not_exist() | reduce(and_, conditions)
    return where


def _shortest(wanted: Search) -> str | None:
    """The list to read; None where one of them is empty."""
    lists = [_list(key) for key in wanted.keys()[:MOST_LISTS]]
    if len(lists) == 1:
        return lists[0]
    lengths = {each: _length(each, wanted) for each in lists}
    shortest = min(lists, key=lambda each: lengths[each])
    return shortest if lengths[shortest] else None


def _length(pk: str, wanted: Search) -> float:
    """About how many places there are, of the first shelf and rank that is not read to its end."""
    place = Partition(pk)
    page = dynamo.page(PlaceRecord, place, limit=_PROBED, after=None, sk=_on_shelf(wanted))
    if page.next is None:
        return len(page.items)
    group, chance, _ = page.items[-1].sk.split("#", 2)
    beside = sum(1 for each in page.items if each.sk.startswith(f"{group}#"))
    span = (int(chance, 16) + 1) / _CHANCES
    return len(page.items) - beside + beside / span


def _on_shelf(wanted: Search) -> Condition | None:
    return PlaceRecord.sk.startswith("0") if wanted.is_on_shelf else None


def _list(key: str) -> str:
    return f"TERM#{key}"


def _head_key(product_id: str) -> Key:
    return f"INDEXED#{product_id}", "-"
