"""Floors of SKUs that sell, and other things that a change of a product must not take along."""

from typing import Any

import pytest

from promenade.base.catalogue.model.category import CategoryArchived
from promenade.base.catalogue.model.product import Product, Sku
from promenade.base.catalogue.model.review import Review
from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.categories import add_category, change_category
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.service.products import change_product
from promenade.base.catalogue.service.reviewing import Change, approve
from promenade.contracts.reviews import ReviewState, SelfApproval
from promenade.kit.errors import Invalid
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN
from tests.support.shop import bring, category, product, sku
from tests.support.stamps import stamp

SKU = sku("MUG-1", floor_price_minor=4000)
MUG = product("MUG", SKU, shelf="ON")
LOWER = Review(("staff:maria",), ReviewState.PENDING, floors={"MUG-1": 3000})


@pytest.fixture
def store() -> FakeCatalogueStore:
    made = FakeCatalogueStore()
    for id_ in ("mugs", "cups"):
        add_category(category(id_), stamp(id_), made)
    bring(MUG, made)
    return made


def write(store: FakeCatalogueStore, *skus: Sku, **fields: Any) -> Product:
    version = store.known_version("MUG")
    asked = replace(MUG, skus=skus or MUG.skus, **fields)
    return change_product(asked, version, stamp(f"write {version}"), store, OPEN)


def approve_by(actor: str, store: FakeCatalogueStore) -> Product:
    version = store.known_version("MUG")
    stamped = replace(stamp(f"approve {actor}"), actor=f"staff:{actor}")
    return approve(Change("MUG", version, stamped), store, OPEN)


@pytest.mark.parametrize(("asked", "waits"), [(3000, 3000), (None, 0)])
def test_a_lower_floor_waits_for_somebody_else(
    store: FakeCatalogueStore, asked: int | None, waits: int
) -> None:
    changed = write(store, replace(SKU, floor_price_minor=asked))
    assert (changed.skus, changed.review) == (
        (SKU,),
        replace(LOWER, floors={"MUG-1": waits}),
    )
    with pytest.raises(SelfApproval):
        approve_by("maria", store)
    done = approve_by("olga", store)
    assert (done.skus[0].floor_price_minor, done.review) == (asked, None)


def test_a_higher_floor_counts_at_once(store: FakeCatalogueStore) -> None:
    changed = write(store, replace(SKU, floor_price_minor=4200))
    assert (changed.skus[0].floor_price_minor, changed.review) == (4200, None)


def test_no_price_goes_below_the_floor_that_stands(store: FakeCatalogueStore) -> None:
    cheap = replace(SKU, sale_price_minor=3500, floor_price_minor=3000)
    with pytest.raises(Invalid) as refused:
        write(store, cheap)
    told = [(each.pointer, each.code, each.facts) for each in refused.value.faults]
    assert told == [("/skus/0/sale_price_minor", "below_floor", {"floor_minor": 4000})]
    assert store.known_version("MUG") == 1
    of_sku = {"sale_price_minor": 3500, "floor_price_minor": 3000}
    row = Row(line=2, product_id="MUG", sku="MUG-1", of_sku=of_sku)
    (outcome,) = import_rows([row], stamp("file"), store, OPEN, dry_run=False)
    assert [(each.pointer, each.code) for each in outcome.faults] == [
        ("/sale_price_minor", "below_floor")
    ]
    write(store, replace(SKU, floor_price_minor=3000))
    approve_by("olga", store)
    assert write(store, cheap).skus == (cheap,)


def test_a_category_that_takes_nothing_new_is_not_proposed(store: FakeCatalogueStore) -> None:
    change_category(category("cups", is_archived=True), 1, stamp("archive"), store)
    with pytest.raises(CategoryArchived):
        write(store, category="cups")
    assert store.known_version("MUG") == 1


def test_two_skus_have_not_the_same_options(store: FakeCatalogueStore) -> None:
    small = replace(SKU, options={"Size": "S"})
    with pytest.raises(Invalid) as refused:
        write(store, small, sku("MUG-2", options={"size": "s"}))
    assert [(each.pointer, each.code) for each in refused.value.faults] == [
        ("/skus/1/options", "repeated")
    ]
    assert store.known_version("MUG") == 1


def test_a_row_of_a_new_product_tells_what_the_others_need_not_repeat(
    store: FakeCatalogueStore,
) -> None:
    priced = {"currency": "CNY", "list_price_minor": 900}
    told = {"title": "Jar", "category": "cups"}
    rows = [
        Row(line=2, product_id="JAR", sku="JAR-1", of_sku=priced),
        Row(line=3, product_id="JAR", sku="JAR-2", of_sku=priced, of_product=told),
    ]
    for result in ("created", "unchanged"):
        outcomes = import_rows(rows, stamp("file"), store, OPEN, dry_run=False)
        assert [each.result for each in outcomes] == [result, result]


def test_rows_of_a_product_that_no_row_names_are_refused(store: FakeCatalogueStore) -> None:
    priced = {"currency": "CNY", "list_price_minor": 900}
    bad = {"title": "Jar", "category": "none"}
    rows = [
        Row(line=2, product_id="JAR", sku="JAR-1", of_sku=priced, of_product=bad),
        Row(line=3, product_id="JAR", sku="JAR-2", of_sku=priced),
    ]
    outcomes = import_rows(rows, stamp("file"), store, OPEN, dry_run=False)
    assert [[each.code for each in one.faults] for one in outcomes] == [
        ["unknown_category"],
        ["missing", "missing"],
    ]
