"""What rows of a file come to, against what is stored."""

import sys
from functools import partial
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from promenade.base.catalogue.model import rows as file_rows
from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.product import Product, place, remove
from promenade.base.catalogue.model.review import Wording
from promenade.base.catalogue.model.row_checks import Known, Row
from promenade.base.catalogue.model.rows import Draft
from promenade.kit.errors import Fault
from promenade.kit.stamp import Stored
from promenade.kit.values import replace
from tests.support.shop import product, sku

MUGS = Category(id="mugs", name="Mugs", path=("mugs",), version=1)
CUPS = Category(id="cups", name="Cups", path=("cups",), version=1)
MUG = place(product("MUG", sku("MUG-1", barcode="1"), sku("MUG-2", barcode="2")), ("mugs",), None)
plan = partial(file_rows.plan, by="staff:maria")
NEW: dict[str, Any] = {"title": "Cup", "category": "cups"}
PRICED: dict[str, Any] = {"currency": "CNY", "list_price_minor": 900}


def known(*products: Product, **other: Any) -> Known:
    return Known(
        products={each.id: Stored(each, "earlier") for each in products},
        owners={s.code: each.id for each in products for s in each.skus},
        carriers={
            (each.store, s.barcode): each.id
            for each in products
            for s in each.skus
            if s.barcode and not each.is_removed
        },
        categories={"mugs": MUGS, "cups": CUPS},
    )


def row(line: int, sku_code: str, product_id: str = "MUG", **fields: Any) -> Row:
    of_product = {k: v for k, v in fields.items() if k in ("title", "category", "tags", "store")}
    of_sku = {k: v for k, v in fields.items() if k not in of_product}
    return Row(line=line, product_id=product_id, sku=sku_code, of_product=of_product, of_sku=of_sku)


def summary(drafts: list[Draft]) -> dict[int, tuple[str, list[tuple[str, str]]]]:
    return {
        outcome.row.line: (outcome.result, [(f.pointer, f.code) for f in outcome.faults])
        for draft in drafts
        for outcome in draft.outcomes
    }


def test_rows_of_an_unknown_product_create_it_whole() -> None:
    rows = [
        row(2, "CUP-1", "CUP", **NEW, **PRICED),
        row(3, "CUP-2", "CUP", **NEW, **PRICED, sale_price_minor=800),
    ]
    (draft,) = plan(rows, known())
    assert summary([draft]) == {2: ("created", []), 3: ("created", [])}
    assert draft.after is not None
    prices = [(s.code, s.list_price_minor, s.sale_price_minor) for s in draft.after.skus]
    assert prices == [("CUP-1", 900, 900), ("CUP-2", 900, 800)]
    assert (draft.before, draft.after.shelf, draft.after.store) == (None, "OFF", "main")


def test_only_what_a_row_names_changes() -> None:
    (draft,) = plan([row(2, "MUG-2", list_price_minor=6000)], known(MUG))
    changed = replace(MUG.skus[1], list_price_minor=6000)
    assert draft.after == replace(MUG, skus=(MUG.skus[0], changed))
    assert summary([draft]) == {2: ("updated", [])}


def test_a_list_price_that_moves_takes_along_a_sku_that_is_not_reduced() -> None:
    full = replace(MUG, skus=(replace(MUG.skus[0], sale_price_minor=5000), *MUG.skus[1:]))
    for list_price in (6000, 4000):
        (draft,) = plan([row(2, "MUG-1", list_price_minor=list_price)], known(full))
        assert draft.after is not None
        assert draft.after.skus[0].sale_price_minor == list_price


def test_a_list_price_that_moves_leaves_a_reduced_price_as_it_is() -> None:
    reduced = replace(MUG, skus=(replace(MUG.skus[0], sale_price_minor=4500), *MUG.skus[1:]))
    (draft,) = plan([row(2, "MUG-1", list_price_minor=6000)], known(reduced))
    assert draft.after is not None
    assert draft.after.skus[0].sale_price_minor == 4500


def test_a_sale_price_taken_away_becomes_the_list_price() -> None:
    (draft,) = plan([row(2, "MUG-1", sale_price_minor=None)], known(MUG))
    assert draft.after is not None
    assert draft.after.skus[0].sale_price_minor == 5000


def test_what_is_as_the_file_says_stays_unchanged() -> None:
    rows = [row(2, "MUG-1", title="Mug", barcode="1"), row(3, "MUG-2", title="Mug")]
    (draft,) = plan(rows, known(MUG))
    assert draft.after is None
    assert summary([draft]) == {2: ("unchanged", []), 3: ("unchanged", [])}


def test_a_row_that_alters_its_product_updates_each_of_its_rows() -> None:
    rows = [row(2, "MUG-1", title="Mugs"), row(3, "MUG-2", title="Mugs"), row(4, "X", **PRICED)]
    assert summary(plan(rows, known(MUG))) == {
        2: ("updated", []),
        3: ("updated", []),
        4: ("created", []),
    }


def test_what_is_new_needs_a_title_a_category_a_currency_and_a_price() -> None:
    drafts = plan([row(2, "CUP-1", "CUP"), row(3, "MUG-3")], known(MUG))
    assert summary(drafts) == {
        2: (
            "rejected",
            [
                ("/title", "missing"),
                ("/category", "missing"),
                ("/currency", "missing"),
                ("/list_price_minor", "missing"),
            ],
        ),
        3: ("rejected", [("/currency", "missing"), ("/list_price_minor", "missing")]),
    }
    assert [draft.after for draft in drafts] == [None, None]


def test_a_bad_row_does_not_stop_the_good_ones_of_its_product() -> None:
    rows = [
        row(2, "MUG-1", sale_price_minor=9000, category="hats"),
        row(3, "MUG-2", sale_price_minor=100),
    ]
    (draft,) = plan(rows, known(MUG))
    assert summary([draft]) == {
        2: ("rejected", [("/sale_price_minor", "above_list"), ("/category", "unknown_category")]),
        3: ("updated", []),
    }
    assert draft.after == replace(
        MUG, skus=(MUG.skus[0], replace(MUG.skus[1], sale_price_minor=100))
    )


def test_of_contradicting_rows_the_first_good_one_counts() -> None:
    rows = [
        row(2, "MUG-1", title="Broken", category="hats"),
        row(3, "MUG-2", title="Right", category="cups"),
        row(4, "MUG-3", title="Wrong", **PRICED),
    ]
    (draft,) = plan(rows, known(MUG))
    assert summary([draft]) == {
        2: ("rejected", [("/category", "unknown_category")]),
        3: ("updated", []),
        4: ("rejected", [("/title", "contradictory")]),
    }
    assert draft.after is not None
    assert draft.after.review is not None
    assert draft.after.review.proposal == Wording(title="Right", category="cups")
    assert (draft.after.title, draft.after.path) == ("Mug", ("mugs",))


def test_a_sku_or_barcode_twice_in_the_file_counts_once() -> None:
    rows = [
        row(2, "MUG-1", list_price_minor=7000),
        row(3, "MUG-1", list_price_minor=8000),
        row(4, "CUP-1", "CUP", **NEW, **PRICED, barcode="9"),
        row(5, "CUP-2", "CUP", **NEW, **PRICED, barcode="9"),
        row(6, "CUP-3", "CUP", **NEW, **PRICED, barcode="9", store="other"),
    ]
    assert summary(plan(rows, known(MUG))) == {
        2: ("updated", []),
        3: ("rejected", [("/sku", "repeated")]),
        4: ("created", []),
        5: ("rejected", [("/barcode", "repeated")]),
        6: ("rejected", [("/barcode", "barcode_taken")]),
    }


def test_codes_and_barcodes_of_other_products_are_taken() -> None:
    rows = [
        row(2, "MUG-1", "CUP", **NEW, **PRICED),
        row(3, "CUP-1", "CUP", **NEW, **PRICED, barcode="2"),
        row(4, "CUP-2", "CUP", **NEW, **PRICED),
    ]
    assert summary(plan(rows, known(MUG))) == {
        2: ("rejected", [("/sku", "sku_taken")]),
        3: ("rejected", [("/barcode", "barcode_taken")]),
        4: ("created", []),
    }


def test_barcodes_swap_between_skus_of_a_file() -> None:
    rows = [row(2, "MUG-1", barcode="2"), row(3, "MUG-2", barcode="1")]
    (draft,) = plan(rows, known(MUG))
    assert draft.after is not None
    assert [s.barcode for s in draft.after.skus] == ["2", "1"]


def test_a_swap_falls_with_either_of_its_rows() -> None:
    rows = [row(2, "MUG-1", barcode="2"), row(3, "MUG-2", barcode="1", sale_price_minor=9000)]
    (draft,) = plan(rows, known(MUG))
    assert draft.after is None
    assert summary([draft]) == {
        2: ("rejected", [("/barcode", "barcode_taken")]),
        3: ("rejected", [("/sale_price_minor", "above_list")]),
    }


def test_a_41st_sku_is_too_many() -> None:
    full = replace(MUG, skus=tuple(sku(f"S{n}") for n in range(40)))
    assert summary(plan([row(2, "ONE-MORE", **PRICED)], known(full))) == {
        2: ("rejected", [("/sku", "too_many")])
    }


def test_a_removed_product_comes_back_by_a_file_with_the_rows_in_it() -> None:
    gone = remove(MUG)
    (draft,) = plan([row(2, "MUG-2", title="Mug", category="mugs", **PRICED)], known(gone))
    assert draft.before == gone
    assert draft.after is not None
    assert [s.code for s in draft.after.skus] == ["MUG-2"]
    assert draft.after.is_removed is False
    assert summary([draft]) == {2: ("created", [])}


def test_an_unreadable_row_keeps_its_faults() -> None:
    broken = Row(line=2, product_id="MUG", sku="MUG-1", faults=(Fault("/tags", "x", "y"),))
    assert summary(plan([broken, row(3, "MUG-2", title="Mugs")], known(MUG))) == {
        2: ("rejected", [("/tags", "x")]),
        3: ("updated", []),
    }


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Mug", "Cup"]),
        "category": st.sampled_from(["mugs", "cups", "hats"]),
        "currency": st.just("CNY"),
        "list_price_minor": st.sampled_from([900, 5000]),
        "sale_price_minor": st.sampled_from([None, 900, 9000]),
        "barcode": st.sampled_from([None, "1", "2", "3"]),
    },
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["MUG", "CUP"]), st.sampled_from(["MUG-1", "MUG-2", "C"]), FIELDS),
    max_size=6,
)


@given(ROWS)
def test_every_row_has_one_outcome_and_a_replay_changes_nothing(
    given_rows: list[tuple[str, str, dict[str, Any]]],
) -> None:
    rows = [row(n, code, id_, **fields) for n, (id_, code, fields) in enumerate(given_rows)]
    drafts = plan(rows, known(MUG))
    found = summary(drafts)
    assert sorted(found) == [each.line for each in rows]
    stored = {"MUG": MUG} | {d.after.id: d.after for d in drafts if d.after}
    good = [each for each in rows if found[each.line][0] != "rejected"]
    again = plan(good, known(*stored.values()))
    assert {result for result, _ in summary(again).values()} <= {"unchanged"}
    assert [draft.after for draft in again if draft.after] == []


def test_one_broken_row_is_the_only_one_that_tells_of_it() -> None:
    rows = [row(2, "MUG-1", tags=("x" * 41,)), row(3, "MUG-2", list_price_minor=6000)]
    assert summary(plan(rows, known(MUG))) == {
        2: ("rejected", [("/tags/0", "malformed")]),
        3: ("updated", []),
    }


def steps(count: int) -> int:
    """Calls that it takes to plan so many rows of one product."""
    rows = [row(n, f"C-{n}", "CUP", **NEW, **PRICED, barcode=str(n)) for n in range(count)]
    called: list[str] = []
    sys.setprofile(lambda _frame, event, _of: called.append(event))
    try:
        plan(rows, known())
    finally:
        sys.setprofile(None)
    return len(called)


def test_twice_the_rows_of_a_product_take_twice_the_steps() -> None:
    assert steps(400) <= 3 * steps(200)
