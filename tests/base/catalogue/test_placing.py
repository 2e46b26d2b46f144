"""Categories as other shops name them, among those that are here."""

from collections.abc import Sequence

import pytest

from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.placing import placed
from promenade.base.catalogue.model.row_checks import Row, row_fault

TREE = [
    Category(id=path[-1], name=name, path=path, version=1)
    for name, path in (
        ("Women", ("women",)),
        ("Shoes", ("women", "w-shoes")),
        ("Men", ("men",)),
        ("Shoes", ("men", "m-shoes")),
        ("新品", ("new",)),
    )
]


def place(*paths: Sequence[str], fallback: str | None = None) -> tuple[str | None, list[str]]:
    row = Row(line=2, sku="A", category_paths=tuple(map(tuple, paths)))
    (found,) = placed([row], TREE, fallback)
    return found.of_product.get("category"), [fault.code for fault in found.faults]


@pytest.mark.parametrize(
    ("paths", "category"),
    [
        ([["Women"]], "women"),
        ([["women", "SHOES"]], "w-shoes"),
        ([["Men", "Shoes"], ["Men"]], "m-shoes"),
        ([["新品"]], "new"),
        ([["m-shoes"]], "m-shoes"),
        ([["Sale"], ["Women"]], "women"),
    ],
)
def test_a_category_is_found_by_its_names(paths: list[list[str]], category: str) -> None:
    assert place(*paths) == (category, [])


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        ([["Hats"]], "unknown_category"),
        ([["Kids", "Shoes"]], "unknown_category"),
        ([["Women", "Men", "Shoes"]], "unknown_category"),
        ([["Shoes"]], "several_categories"),
        ([["Women"], ["新品"]], "several_categories"),
    ],
)
def test_no_category_is_guessed(paths: list[list[str]], code: str) -> None:
    assert place(*paths) == (None, [code])
    assert place(*paths, fallback="new") == ("new", [])


def test_a_row_that_says_no_category_or_cannot_be_read_stays_as_it_is() -> None:
    wrong = Row(line=3, category_paths=(("Hats",),), faults=(row_fault("sku", "missing", ""),))
    rows = [Row(line=2, sku="A"), wrong]
    assert list(placed(rows, TREE, None)) == rows
    assert list(placed([wrong], TREE, "new")) == [wrong]
    assert place(fallback="new") == ("new", [])
