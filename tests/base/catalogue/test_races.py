"""Races for products and categories that were not asked to be won."""

import pytest

from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.change import Change
from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.service.categories import add_category
from promenade.base.catalogue.service.imports import import_rows
from promenade.base.catalogue.service.products import add_product, change_product, get_product
from promenade.kit.errors import Stale, Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.fakes.gate import OPEN
from tests.support.shop import category, product, sku
from tests.support.stamps import NOON, stamp

MUGS = Category(id="mugs", name="Mugs", path=("mugs",), version=1)
JAR = product("JAR", sku("JAR-1"))


class Raced(FakeCatalogueStore):
    """Others give JAR a brand just before it is first changed."""

    is_raced = False

    def put_product(self, change: Change, stamp_: Stamp) -> None:
        if change.before and not self.is_raced:
            self.is_raced = True
            change_product(replace(JAR, brand="Kiln"), 1, stamp("rival"), self, OPEN)
        super().put_product(change, stamp_)


def test_a_row_that_loses_a_race_is_read_again_over_what_others_made() -> None:
    store = Raced()
    add_category(category("mugs"), stamp("mugs"), store)
    add_product(JAR, stamp("add"), store, OPEN)
    only = Row(line=2, product_id="JAR", sku="JAR-1", of_sku={"list_price_minor": 9900})
    outcomes = import_rows([only], stamp("import"), store, OPEN, dry_run=False)
    assert [each.result for each in outcomes] == ["updated"]
    jar = get_product("JAR", store, NOON, buyer=False)
    assert (jar.brand, jar.skus[0].list_price_minor, jar.version) == ("Kiln", 9900, 3)


class Busy(FakeCatalogueStore):
    """Others are always faster."""

    def put_product(self, *_: object) -> None:
        raise Stale("It has been changed since.")

    def put_category(self, *_: object, **__: object) -> None:
        raise Stale("It has been changed since.")


def test_who_adds_and_loses_every_race_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Never that a version is stale, as none was asked for."""
    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _: None)
    store = Busy()
    with pytest.raises(Unavailable):
        add_category(category("mugs"), stamp("mugs"), store)
    FakeCatalogueStore.put_category(store, None, MUGS, stamp())
    with pytest.raises(Unavailable):
        add_product(JAR, stamp("add"), store, OPEN)
    assert store.known_version("JAR") == 0
