"""Prices of products on their way to shoppers: what may not be shown is refused."""

import pytest

from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.categories import add_category
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.service.products import change_product, get_product
from promenade.contracts.prices import ListedPrice, PriceUnapproved
from promenade.kit.errors import fault_of
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import FakePriceGate
from tests.support.shop import bring, category, product, sku
from tests.support.stamps import NOON, stamp

MUG = product("MUG", sku("MUG-1", barcode="1"), shelf="ON", tags=("gift",))


@pytest.fixture
def store() -> FakeCatalogueStore:
    made = FakeCatalogueStore()
    add_category(category("mugs"), stamp("mugs"), made)
    return made


def on_sale(line: int, code: str, product_id: str) -> Row:
    of_product = {"title": product_id, "category": "mugs", "shelf": "ON"}
    of_sku = {"currency": "CNY", "list_price_minor": 900}
    return Row(line=line, product_id=product_id, sku=code, of_product=of_product, of_sku=of_sku)


DEARER = PriceUnapproved("Ask somebody.", sku="MUG-1")


def test_a_price_that_may_not_be_shown_is_refused_and_nothing_moves(
    store: FakeCatalogueStore,
) -> None:
    bring(MUG, store)
    gate = FakePriceGate({MUG.skus[0].code: DEARER})
    dear = replace(MUG.skus[0], list_price_minor=99_999, sale_price_minor=99_999)
    with pytest.raises(PriceUnapproved):
        change_product(replace(MUG, skus=(dear, *MUG.skus[1:])), 1, stamp("dear"), store, gate)
    assert [(each.sku, each.list_minor) for each in gate.asked] == [(dear.code, 99_999)]
    assert get_product("MUG", store, NOON, buyer=True) == replace(
        MUG, path=("mugs",), version=1, first_on_at={"MUG-1": NOON}
    )


def test_a_currency_that_changes_is_shown_to_the_gate(store: FakeCatalogueStore) -> None:
    bring(MUG, store)
    gate = FakePriceGate({"MUG-1": DEARER})
    dollars = replace(MUG.skus[0], currency="USD", list_price_minor=10, sale_price_minor=10)
    with pytest.raises(PriceUnapproved):
        change_product(replace(MUG, skus=(dollars,)), 1, stamp("usd"), store, gate)
    assert gate.asked == [ListedPrice("MUG-1", "USD", 10, 10, before_currency="CNY")]
    assert store.known_version("MUG") == 1


def test_prices_that_nobody_sees_are_not_judged(store: FakeCatalogueStore) -> None:
    gate = FakePriceGate()
    bring(replace(MUG, shelf="OFF"), store)
    change_product(MUG, 1, stamp("show"), store, gate)
    assert {each.sku for each in gate.asked} == {each.code for each in MUG.skus}
    gate.asked.clear()
    change_product(replace(MUG, title="Other"), 2, stamp("rename"), store, gate)
    assert gate.asked == []


def test_a_row_whose_price_may_not_be_shown_is_refused_and_its_neighbours_are_not(
    store: FakeCatalogueStore,
) -> None:
    gate = FakePriceGate({"MUG-1": DEARER})
    rows = [on_sale(2, "MUG-1", "MUG"), on_sale(3, "JAR-1", "JAR")]
    for dry_run in (True, False):
        outcomes = import_rows(rows, stamp("import"), store, gate, dry_run=dry_run)
        assert [each.result for each in outcomes] == ["rejected", "created"]
        assert outcomes[0].faults == (fault_of(DEARER),)
    assert [store.known_version(id_) for id_ in ("MUG", "JAR")] == [0, 1]


def test_a_row_that_would_bring_another_sku_on_sale_at_such_a_price_is_refused(
    store: FakeCatalogueStore,
) -> None:
    bring(replace(MUG, shelf="OFF"), store)
    gate = FakePriceGate({"MUG-1": DEARER})
    (outcome,) = import_rows(
        [on_sale(2, "MUG-2", "MUG")], stamp("import"), store, gate, dry_run=False
    )
    assert (outcome.result, outcome.faults) == ("rejected", (fault_of(DEARER),))
    assert store.known_version("MUG") == 1
