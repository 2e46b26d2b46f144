"""When a SKU came on sale first, however often it comes and goes."""

from datetime import datetime, timedelta
from typing import Any

from promenade.base.catalogue.model.change import offers
from promenade.base.catalogue.model.product import Product, Sku, place, remove
from promenade.kit.values import replace
from tests.support.stamps import NOON


def sku(code: str) -> Sku:
    return Sku(code=code, options={}, currency="CNY", list_price_minor=9, sale_price_minor=9)


def asked(*codes: str, shelf: Any = "ON") -> Product:
    return Product(
        id="MUG",
        store="main",
        title="Mug",
        category="mugs",
        attributes={},
        shelf=shelf,
        skus=tuple(map(sku, codes)),
    )


def later(product: Product, before: Product | None, days: int = 0) -> Product:
    return place(product, ("mugs",), before, NOON + timedelta(days=days))


def first_on(product: Product) -> dict[str, int]:
    """Days after noon, by SKU."""
    return {code: (at - NOON).days for code, at in product.first_on_at.items()}


def test_a_sku_comes_on_sale_with_its_product() -> None:
    draft = later(asked("S", shelf="OFF"), None)
    assert first_on(draft) == {}
    on = later(asked("S"), draft, 2)
    assert first_on(later(asked("S", "M"), on, 5)) == {"S": 2, "M": 5}
    assert offers(on)["S"].first_on_at == datetime(2026, 3, 3, 12, tzinfo=NOON.tzinfo)


def test_what_goes_and_comes_back_is_not_new_again() -> None:
    on = later(asked("S", "M"), None)
    off = later(asked("S", "M", shelf="OFF"), on, 1)
    assert first_on(later(asked("S", "M"), off, 2)) == {"S": 0, "M": 0}
    without = later(asked("S"), on, 1)
    assert first_on(later(asked("S", "M"), without, 2)) == {"S": 0, "M": 0}
    assert first_on(later(asked("S", "M"), remove(on), 3)) == {"S": 0, "M": 0}


def test_what_was_on_sale_before_that_was_kept_came_long_ago() -> None:
    old = replace(later(asked("S"), None), first_on_at={})
    assert first_on(later(asked("S", "M"), old, 9)) == {"M": 9}


def test_a_dry_run_brings_nothing_on_sale() -> None:
    assert place(asked("S"), ("mugs",), None).first_on_at == {}
