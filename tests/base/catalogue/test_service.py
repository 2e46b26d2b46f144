"""Use cases of the catalogue."""

from typing import Any

import pytest

from promenade.base.catalogue.model.category import CategoryCycle, CategoryTooDeep
from promenade.base.catalogue.model.change import Change
from promenade.base.catalogue.model.product import ChangeTooLarge
from promenade.base.catalogue.model.row_checks import Outcome, Row
from promenade.base.catalogue.service.categories import (
    add_category,
    change_category,
    get_category,
    remove_category,
)
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.service.ports import Listing
from promenade.base.catalogue.service.products import (
    add_product,
    change_product,
    get_offer,
    get_product,
    list_products,
    remove_product,
)
from promenade.kit.errors import Conflict, Fault, Invalid, NotFound, Stale, Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN
from tests.support.shop import category, product, sku
from tests.support.stamps import NOON, stamp

MUG = product("MUG", sku("MUG-1", barcode="1"), shelf="ON", tags=("gift",))


@pytest.fixture
def store() -> FakeCatalogueStore:
    made = FakeCatalogueStore()
    add_category(category("mugs"), stamp("mugs"), made)
    return made


def faults(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


def test_the_same_category_twice_is_one(store: FakeCatalogueStore) -> None:
    again = add_category(category("mugs"), stamp("mugs"), store)
    assert again.version == 1
    with pytest.raises(Conflict):
        add_category(category("mugs"), stamp("another request"), store)


def test_a_category_needs_a_parent_that_is_there(store: FakeCatalogueStore) -> None:
    with pytest.raises(Invalid) as refused:
        add_category(category("tin", "home"), stamp(), store)
    assert faults(refused) == [("/parent", "unknown_category")]
    assert store.find_category("tin") is None


def test_a_category_does_not_move_below_itself_or_too_deep(store: FakeCatalogueStore) -> None:
    for id_, parent in (("b", "mugs"), ("c", "b"), ("d", "c")):
        add_category(category(id_, parent), stamp(id_), store)
    with pytest.raises(CategoryTooDeep):
        add_category(category("e", "d"), stamp("e"), store)
    with pytest.raises(CategoryCycle):
        change_category(category("mugs", "c"), 1, stamp("cycle"), store)
    assert get_category("mugs", store).path == ("mugs",)


def test_a_change_repeated_is_done_once_and_an_outdated_one_is_stale(
    store: FakeCatalogueStore,
) -> None:
    for _ in range(2):
        changed = change_category(category("mugs", name="Cups"), 1, stamp("rename"), store)
        assert (changed.name, changed.version) == ("Cups", 2)
    with pytest.raises(Stale):
        change_category(category("mugs", name="Jars"), 1, stamp("late"), store)


def test_a_category_removed_is_gone_but_for_the_request_that_removed_it(
    store: FakeCatalogueStore,
) -> None:
    for _ in range(2):
        remove_category("mugs", 1, stamp("remove"), store)
    for refused in (
        lambda: get_category("mugs", store),
        lambda: remove_category("mugs", 2, stamp("again"), store),
        lambda: change_category(category("mugs"), 2, stamp("rename"), store),
    ):
        with pytest.raises(NotFound):
            refused()
    assert add_category(category("mugs"), stamp("back"), store).version == 3


def test_the_same_product_twice_is_one(store: FakeCatalogueStore) -> None:
    for _ in range(2):
        assert add_product(MUG, stamp("add"), store, OPEN).version == 1
    with pytest.raises(Conflict):
        add_product(MUG, stamp("another request"), store, OPEN)


def test_whoever_adds_at_the_same_time_and_loses_meets_the_winner(
    store: FakeCatalogueStore,
) -> None:
    class Overtaken(FakeCatalogueStore):
        def put_product(self, change: Change, stamp: Stamp) -> None:
            if stamp.fingerprint != "winner":
                add_product(MUG, Stamp("staff:olga", stamp.at, "c", "winner"), self, OPEN)
            super().put_product(change, stamp)

    overtaken = Overtaken()
    add_category(category("mugs"), stamp("mugs"), overtaken)
    with pytest.raises(Conflict):
        add_product(MUG, stamp("loser"), overtaken, OPEN)
    assert overtaken.known_version("MUG") == 1


def test_all_faults_of_a_product_are_refused_together(store: FakeCatalogueStore) -> None:
    asked = replace(MUG, title="", category="hats")
    with pytest.raises(Invalid) as refused:
        add_product(asked, stamp(), store, OPEN)
    assert faults(refused) == [("/title", "blank"), ("/category", "unknown_category")]
    assert store.known_version("MUG") == 0


def test_a_product_too_large_to_change_at_once_changes_in_steps(
    store: FakeCatalogueStore,
) -> None:
    many = replace(MUG, skus=tuple(sku(f"S{n}", barcode=f"A{n}") for n in range(40)))
    recoded = replace(many, skus=tuple(sku(f"S{n}", barcode=f"B{n}") for n in range(40)))
    half = replace(many, skus=(*recoded.skus[:20], *many.skus[20:]))
    add_product(many, stamp("add"), store, OPEN)
    with pytest.raises(ChangeTooLarge):
        change_product(recoded, 1, stamp("all"), store, OPEN)
    change_product(half, 1, stamp("half"), store, OPEN)
    assert change_product(recoded, 2, stamp("rest"), store, OPEN).version == 3


def test_a_product_removed_is_gone_and_comes_back_under_its_next_version(
    store: FakeCatalogueStore,
) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    for _ in range(2):
        remove_product("MUG", 1, stamp("remove"), store)
    with pytest.raises(NotFound):
        get_product("MUG", store, NOON, buyer=False)
    with pytest.raises(NotFound):
        get_offer("MUG-1", store, NOON, buyer=False)
    with pytest.raises(NotFound):
        change_product(MUG, 2, stamp("change"), store, OPEN)
    back = add_product(MUG, stamp("back"), store, OPEN)
    assert (back.version, back.is_approved) == (3, False)
    assert get_offer("MUG-1", store, NOON, buyer=False).is_sellable is False


def test_buyers_do_not_find_what_is_off_the_shelf(store: FakeCatalogueStore) -> None:
    add_product(replace(MUG, shelf="OFF"), stamp("add"), store, OPEN)
    assert get_product("MUG", store, NOON, buyer=False).shelf == "OFF"
    assert get_offer("MUG-1", store, NOON, buyer=False).is_sellable is False
    with pytest.raises(NotFound):
        get_product("MUG", store, NOON, buyer=True)
    with pytest.raises(NotFound):
        get_offer("MUG-1", store, NOON, buyer=True)


def test_an_unknown_category_is_a_fault_of_the_query(store: FakeCatalogueStore) -> None:
    wanted = Listing(category="hats", tag=None, limit=10, after=None)
    with pytest.raises(Invalid) as refused:
        list_products(wanted, store, NOON, buyer=False)
    (fault,) = refused.value.faults
    assert (fault.source, fault.pointer, fault.code) == ("query", "/category", "unknown_category")


def row(line: int, code: str, product_id: str = "CUP", **of_sku: Any) -> Row:
    of_product = {"title": product_id.title(), "category": "mugs"}
    priced = {"currency": "CNY", "list_price_minor": 900} | of_sku
    return Row(line=line, product_id=product_id, sku=code, of_product=of_product, of_sku=priced)


def results(outcomes: list[Outcome]) -> list[tuple[int, str, list[str]]]:
    return [(each.row.line, each.result, [f.code for f in each.faults]) for each in outcomes]


ROWS = [
    row(2, "CUP-1"),
    row(3, "MUG-1"),
    Row(line=4, faults=(Fault("/sku", "missing", ""),)),
    row(5, "JAR-1", "JAR"),
    row(6, "CUP-2", barcode="1"),
]


def test_a_dry_run_says_what_the_file_would_do_and_does_nothing(store: FakeCatalogueStore) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    dry = import_rows(ROWS, stamp("dry"), store, OPEN, dry_run=True)
    assert [store.known_version(id_) for id_ in ("MUG", "CUP", "JAR")] == [1, 0, 0]
    real = import_rows(ROWS, stamp("real"), store, OPEN, dry_run=False)
    assert results(real) == results(dry)
    assert results(real) == [
        (2, "created", []),
        (3, "rejected", ["sku_taken"]),
        (4, "rejected", ["missing"]),
        (5, "created", []),
        (6, "rejected", ["barcode_taken"]),
    ]
    assert [store.known_version(id_) for id_ in ("MUG", "CUP", "JAR")] == [1, 1, 1]


def test_a_file_sent_again_changes_nothing(store: FakeCatalogueStore) -> None:
    rows = [row(2, "CUP-1"), row(3, "CUP-2"), row(4, "JAR-1", "JAR")]
    import_rows(rows, stamp("once"), store, OPEN, dry_run=False)
    again = import_rows(rows, stamp("twice"), store, OPEN, dry_run=False)
    assert [each.result for each in again] == ["unchanged"] * 3
    assert [store.known_version(id_) for id_ in ("CUP", "JAR")] == [1, 1]


def test_an_import_keeps_the_category_and_skus_that_it_does_not_name(
    store: FakeCatalogueStore,
) -> None:
    add_product(MUG, stamp("add"), store, OPEN)
    only = Row(line=2, product_id="MUG", sku="MUG-1", of_sku={"list_price_minor": 9900})
    import_rows([only], stamp("import"), store, OPEN, dry_run=False)
    mug = get_product("MUG", store, NOON, buyer=False)
    assert (mug.path, mug.version) == (("mugs",), 2)
    assert mug.skus == (replace(MUG.skus[0], list_price_minor=9900),)


class Refusing(FakeCatalogueStore):
    refusal: Exception = Stale("It has been changed since.")

    def put_product(self, change: Change, stamp: Stamp) -> None:
        if change.after.id == "JAR":
            raise self.refusal
        super().put_product(change, stamp)


def test_a_product_that_others_change_meanwhile_does_not_stop_the_rest() -> None:
    store = Refusing()
    add_category(category("mugs"), stamp("mugs"), store)
    rows = [row(2, "JAR-1", "JAR"), row(3, "CUP-1")]
    outcomes = import_rows(rows, stamp("import"), store, OPEN, dry_run=False)
    assert results(outcomes) == [(2, "rejected", ["stale"]), (3, "created", [])]


def test_a_store_that_does_not_answer_stops_an_import_that_may_be_repeated() -> None:
    store = Refusing()
    store.refusal = Unavailable("The table does not answer in time.")
    add_category(category("mugs"), stamp("mugs"), store)
    rows = [row(2, "CUP-1"), row(3, "JAR-1", "JAR")]
    with pytest.raises(Unavailable):
        import_rows(rows, stamp("import"), store, OPEN, dry_run=False)
    store.refusal = Stale("again")
    outcomes = import_rows(rows, stamp("import"), store, OPEN, dry_run=False)
    assert [each.result for each in outcomes] == ["unchanged", "rejected"]
