"""Many prices moved at once; over the fake and the real store alike."""

from typing import Any

import pytest

from promenade.base.price.model.adjustment import AddAmount, AddPercent, Move
from promenade.base.price.model.tally import Row
from promenade.base.price.service import books, changing
from promenade.base.price.service.adjusting import Adjuster, Adjustment, Rehearsal
from promenade.base.price.service.changing import Proposal
from promenade.base.price.service.judging import Ground
from promenade.base.price.service.ports import AdjustmentStore, PriceStore
from promenade.base.price.store.books import DynamoBookStore
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.kit.errors import Invalid
from tests.support.cloud import dump
from tests.support.fakes.evidence import FakeEvidenceStore
from tests.support.fakes.price_store import FakeBookStore, FakePriceStore
from tests.support.managed_promotions import facts
from tests.support.prices import book, change, hour, terms
from tests.support.stamps import NOON, stamp

SKUS = {
    "MUG": facts("MUG", 1_000),
    "TEA": facts("TEA", 2_000, floor_price_minor=1_900),
    "EUR": facts("EUR", 2_000, currency="EUR"),
}
GROUND = Ground(SKUS, 3_000, FakeEvidenceStore())


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> PriceStore:
    opened = FakeBookStore() if request.param == "fake" else DynamoBookStore()
    books.open_book(book(), stamp("open"), opened)
    return FakePriceStore(opened) if isinstance(opened, FakeBookStore) else DynamoPriceStore()


def adjust(
    store: AdjustmentStore, *skus: str, by: AddAmount | AddPercent, **other: Any
) -> list[Row]:
    move = Move(by, other.get("ending"), other.get("moves_list", False), "CNY")
    asked = Adjustment(
        other.get("id", "adjustment_1"), other.get("book_id", "B"), move, NOON, "Because"
    )
    return Adjuster(asked, GROUND, stamp("adjust"), store).rows(skus)


def told(rows: list[Row]) -> list[tuple[str, str, int | None]]:
    return [(each.sku, each.result, each.after.sale_minor if each.after else None) for each in rows]


def test_each_sku_is_moved_whole_or_not_at_all_and_every_row_says_why(store: PriceStore) -> None:
    rows = adjust(store, "MUG", "TEA", "EUR", "NONE", by=AddPercent(-1_000))
    assert told(rows) == [
        ("MUG", "scheduled", 900),
        ("TEA", "rejected", 1_800),
        ("EUR", "rejected", None),
        ("NONE", "rejected", None),
    ]
    assert [[fault.code for fault in each.faults] for each in rows] == [
        [],
        ["above_sale", "below_floor"],
        ["no_price"],
        ["unknown_sku"],
    ]
    (entry,) = store.prices("MUG").entries
    assert (entry.id, entry.terms.sale_minor) == (rows[0].change_id, 900)
    assert store.prices("TEA").entries == ()


def test_the_same_call_again_changes_nothing_and_tells_the_same(store: PriceStore) -> None:
    first = adjust(store, "MUG", "TEA", by=AddAmount(100), moves_list=True)
    before = dump()
    assert adjust(store, "MUG", "TEA", by=AddAmount(100), moves_list=True) == first
    assert dump() == before
    assert [each.terms.sale_minor for each in store.prices("MUG").entries] == [1_100]


def test_a_price_in_the_book_is_superseded_from_the_start_on(store: PriceStore) -> None:
    ground, asked = GROUND, change(terms=terms(800))
    changing.propose(Proposal(asked), lambda: ground, stamp("set"), store)
    asked = change("later", start=hour(5), terms=terms(800), supersede=True)
    changing.propose(Proposal(asked), lambda: ground, stamp("later"), store)
    move = Move(AddPercent(-500), "90", False, "CNY")
    late = Adjustment("adjustment_1", "B", move, hour(2), "Because")
    (row,) = Adjuster(late, GROUND, stamp("adjust"), store).rows(["MUG"])
    assert (row.result, row.after and row.after.sale_minor) == ("scheduled", 790)
    found = [(each.terms.sale_minor, each.end) for each in store.prices("MUG").entries]
    assert found == [(800, hour(2)), (790, hour(5)), (800, None)]


def test_what_ended_in_the_book_is_not_what_is_moved(store: PriceStore) -> None:
    asked = change(terms=terms(800), end=hour(1))
    changing.propose(Proposal(asked), lambda: GROUND, stamp("set"), store)
    dearer = Adjustment(
        "adjustment_1", "B", Move(AddPercent(500), None, False, "CNY"), hour(2), "Because"
    )
    (row,) = Adjuster(dearer, GROUND, stamp("adjust"), store).rows(["MUG"])
    assert row.before
    assert row.after
    assert (row.before.sale_minor, row.after.sale_minor, row.needs) == (1_000, 1_050, ())


def test_beyond_the_limit_each_waits_for_another_person(store: PriceStore) -> None:
    (row,) = adjust(store, "MUG", by=AddPercent(-3_100))
    assert (row.result, row.needs, store.prices("MUG").entries) == (
        "pending_approval",
        ("beyond_limit",),
        (),
    )


@pytest.mark.parametrize("by", [AddAmount(-1_000), AddAmount(99_999_999)])
def test_what_would_be_no_price_any_more_is_rejected(
    store: PriceStore, by: AddAmount | AddPercent
) -> None:
    (row,) = adjust(store, "MUG", by=by, moves_list=True)
    assert (row.result, [each.code for each in row.faults]) == ("rejected", ["out_of_bounds"])


def test_what_does_not_move_is_unchanged(store: PriceStore) -> None:
    (row,) = adjust(store, "MUG", by=AddAmount(0))
    assert (row.result, row.change_id) == ("unchanged", None)


def test_a_rehearsal_tells_the_same_and_stores_nothing(store: PriceStore) -> None:
    before = dump()
    rows = adjust(Rehearsal(store), "MUG", "TEA", by=AddPercent(-1_000))
    assert (dump(), store.prices("MUG").entries) == (before, ())
    assert told(rows) == told(adjust(store, "MUG", "TEA", by=AddPercent(-1_000)))


def test_without_the_book_nothing_is_moved(store: PriceStore) -> None:
    with pytest.raises(Invalid) as unknown:
        adjust(store, "MUG", by=AddAmount(1), book_id="NONE")
    assert [(each.pointer, each.code) for each in unknown.value.faults] == [
        ("/book_id", "unknown_book")
    ]


def test_of_a_hundred_skus_the_entries_are_read_together(store: PriceStore) -> None:
    skus = [f"S-{n}" for n in range(100)]
    ground = Ground({sku: facts(sku, 1_000) for sku in skus}, 3_000, FakeEvidenceStore())
    asked = Adjustment(
        "adjustment_1", "B", Move(AddAmount(-1), None, False, "CNY"), NOON, "Because"
    )
    rows = Adjuster(asked, ground, stamp("adjust"), store).rows(skus)
    assert {each.result for each in rows} == {"scheduled"}
    assert {store.prices(sku).version for sku in skus} == {1}
