"""Listings, against the tables of infra/tables.yaml in process."""

from typing import Any

import pytest

from promenade.kit import dynamo
from promenade.kit.records import IndexedRecord, Partition
from tests.support.capacity import capacity

pytestmark = pytest.mark.usefixtures("stores")


class Thing(IndexedRecord):
    class Meta:
        table_name = "promenade-order"


def thing(name: str, **extra: Any) -> Thing:
    return Thing("THING", name, body=f"body of {name}", **extra)


def test_pages_follow_one_another_in_key_order_without_gap() -> None:
    for name in "CADBE":
        dynamo.put(thing(name))
    seen, after, pages = [], None, 0
    while pages == 0 or after:
        page = dynamo.page(Thing, "THING", limit=2, after=after)
        seen += [record.sk for record in page.items]
        after, pages = page.next, pages + 1
    assert (seen, pages) == (["A", "B", "C", "D", "E"], 3)


def test_a_page_of_large_items_ends_early_after_one_round_trip() -> None:
    for name in "ABCDE":
        dynamo.put(thing(name, fact="x" * 390_000))
    with capacity() as asked:
        first = dynamo.page(Thing, "THING", limit=100, after=None)
    assert asked.calls == {"Query": 1}
    rest = dynamo.page(Thing, "THING", limit=100, after=first.next)
    last = dynamo.page(Thing, "THING", limit=100, after=rest.next)
    pages = [[record.sk for record in page.items] for page in (first, rest, last)]
    assert (pages, last.next) == ([["A", "B"], ["C", "D"], ["E"]], None)


def test_pages_of_bodies_follow_one_another_in_one_round_trip_each() -> None:
    for name in "CADBE":
        dynamo.put(thing(name))
    with capacity() as asked:
        first, after = dynamo.page_of_bodies(Thing, "THING", 3, None)
        rest, end = dynamo.page_of_bodies(Thing, "THING", 3, after)
    assert (first, after) == (["body of A", "body of B", "body of C"], "C")
    assert (rest, end) == (["body of D", "body of E"], None)
    assert asked.calls == {"Query": 2}


def test_a_page_may_be_narrowed_by_sort_key() -> None:
    for name in ("A1", "A2", "B1"):
        dynamo.put(thing(name))
    page = dynamo.page(Thing, "THING", limit=9, after=None, sk=Thing.sk.startswith("A"))
    assert ([record.sk for record in page.items], page.next) == (["A1", "A2"], None)


def test_the_index_lists_newest_first_what_has_its_keys() -> None:
    for name, when in (("A", "1"), ("B", "3"), ("C", "2")):
        dynamo.put(thing(name, gsi1pk="DAY", gsi1sk=when))
    dynamo.put(thing("D"))
    newest = Partition("DAY", index="gsi1", newest_first=True)
    first = dynamo.page(Thing, newest, limit=2, after=None)
    second = dynamo.page(Thing, newest, limit=2, after=first.next)
    assert [record.sk for record in (*first.items, *second.items)] == ["B", "C", "A"]


def test_a_small_partition_is_read_between_two_keys_inclusive() -> None:
    for name in "ABCD":
        dynamo.put(thing(name))
    assert [r.sk for r in dynamo.all_between(Thing, "THING", "B", "C")] == ["B", "C"]
