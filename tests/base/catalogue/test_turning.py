"""What a change of a product does to its goods."""

from typing import Any

from promenade.base.catalogue.model.product import Product, remove
from promenade.base.catalogue.model.turning import gone, turn_of
from promenade.kit.values import replace
from tests.support.shop import product, sku
from tests.support.stamps import NOON

MUG = product("MUG", sku("MUG-S"), sku("MUG-L"), shelf="ON", path=("mugs",))


def shifts(after: Product, before: Product = MUG) -> list[tuple[str, Any]]:
    """By SKU, the category that it comes to stand in; None: it leaves."""
    found = turn_of(before, after).shifts
    return [(each.before.sku, each.after and each.after.category) for each in found]


def test_what_leaves_the_shelf_or_goes_for_good_leaves() -> None:
    leaves = [("MUG-S", None), ("MUG-L", None)]
    for after in (replace(MUG, shelf="OFF"), replace(MUG, shelf="RECYCLED"), remove(MUG)):
        assert shifts(after) == leaves
    assert turn_of(MUG, remove(MUG)).leaving == ("MUG-S", "MUG-L")
    assert gone(MUG, replace(MUG, shelf="OFF")) == frozenset()
    assert gone(MUG, remove(MUG)) == {"MUG-S", "MUG-L"}


def test_a_sku_that_is_withdrawn_leaves_alone() -> None:
    assert shifts(replace(MUG, skus=MUG.skus[:1])) == [("MUG-L", None)]


def test_another_category_moves_it() -> None:
    moved = replace(MUG, category="cups", path=("kitchen", "cups"))
    assert shifts(moved) == [("MUG-S", "cups"), ("MUG-L", "cups")]


def test_what_was_off_the_shelf_leaves_only_for_good() -> None:
    off = replace(MUG, shelf="OFF")
    assert shifts(replace(off, shelf="RECYCLED"), off) == []
    assert shifts(remove(off), off) == [("MUG-S", None), ("MUG-L", None)]


def test_nothing_else_takes_anything_away() -> None:
    added = replace(MUG, skus=(*MUG.skus, sku("MUG-XL")), tags=("new",), title="Better mug")
    later = replace(MUG, shelf="SCHEDULED", sells_from=NOON)
    for after in (MUG, added, later):
        assert shifts(after) == []
    assert turn_of(None, MUG).shifts == ()
