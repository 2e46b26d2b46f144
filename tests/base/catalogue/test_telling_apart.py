"""SKUs of a product in a file: by their options one is told from the others."""

from typing import Any

import pytest

from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.product import Product, place
from promenade.base.catalogue.model.row_checks import Known, Row
from promenade.base.catalogue.model.rows import plan
from promenade.kit.stamp import Stored
from promenade.kit.values import replace
from tests.support.shop import product, sku

MUGS = Category(id="mugs", name="Mugs", path=("mugs",), version=1)
RED, BLUE = {"Colour": "Red"}, {"Colour": "Blue"}
MUG = place(product("MUG", sku("MUG-1", options=RED), sku("MUG-2", options=BLUE)), ("mugs",), None)
REPEATED = [("/options", "repeated", "Another SKU here has these options.")]


def row(line: int, code: str, options: Any = None, **of_sku: Any) -> Row:
    priced = {"currency": "CNY", "list_price_minor": 5_000} | of_sku
    told = {} if options is None else {"options": options}
    new = {"title": "Mug", "category": "mugs"}
    return Row(line=line, product_id="MUG", sku=code, of_product=new, of_sku=priced | told)


def results(there: Product | None, *rows: Row) -> dict[int, tuple[str, list[Any]]]:
    products = {"MUG": Stored(there, "earlier")} if there else {}
    known = Known(products=products, categories={"mugs": MUGS})
    drafts = plan(rows, known, "staff:maria")
    return {
        each.row.line: (each.result, [(f.pointer, f.code, f.detail) for f in each.faults])
        for draft in drafts
        for each in draft.outcomes
    }


@pytest.mark.parametrize("again", [RED, {"colour": "RED"}, {"Colour ": "Ｒｅｄ"}])
def test_of_rows_with_the_same_options_the_first_counts(again: dict[str, str]) -> None:
    found = results(None, row(2, "A", RED), row(3, "B", again), row(4, "C", BLUE))
    assert found == {2: ("created", []), 3: ("rejected", REPEATED), 4: ("created", [])}


def test_a_row_takes_no_options_of_a_sku_that_is_there() -> None:
    assert results(MUG, row(2, "MUG-3", RED)) == {2: ("rejected", REPEATED)}
    assert results(MUG, row(2, "MUG-2", RED)) == {2: ("rejected", REPEATED)}


def test_two_skus_change_their_options_for_one_anothers() -> None:
    found = results(MUG, row(2, "MUG-1", BLUE), row(3, "MUG-2", RED))
    assert found == {2: ("updated", []), 3: ("updated", [])}


def test_skus_without_options_are_alike_as_they_were() -> None:
    assert results(None, row(2, "A"), row(3, "B", {})) == {2: ("created", []), 3: ("created", [])}


def test_skus_that_stood_alike_are_priced_anew() -> None:
    alike = replace(MUG, skus=tuple(replace(each, options=RED) for each in MUG.skus))
    found = results(
        alike,
        row(2, "MUG-1", RED, list_price_minor=5_100),
        row(3, "MUG-2", RED, list_price_minor=5_100),
        row(4, "MUG-3", RED),
    )
    assert found == {2: ("updated", []), 3: ("updated", []), 4: ("rejected", REPEATED)}
