"""Files of products: how much one takes, and what a feed is told of codes."""

from collections.abc import Sequence

import pytest

from promenade.base.catalogue.model.barcode import is_gtin
from promenade.base.catalogue.model.export_job import Terms
from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.service import exporting
from promenade.base.catalogue.service.exporting import MOST_SKUS, ExportTooLarge, Form, gather
from promenade.base.catalogue.wire.merchant import is_link
from promenade.kit.paging import Page, Position
from tests.support.fakes.catalogue import FakeCatalogueStore
from tests.support.shop import product, sku


class Endless(FakeCatalogueStore):
    """As many pages of as many SKUs as there may be."""

    def list_products(
        self, _path: tuple[str, ...], _tag: str | None, limit: int, _after: Position | None
    ) -> Page[Product]:
        full = product("MUG", *(sku(f"MUG-{n}") for n in range(40)))
        return Page((full,) * limit, {"sk": "next"})


def ids(products: Sequence[Product]) -> list[bytes]:
    return [each.id.encode() for each in products]


FORM = Form("products.txt", "text/plain", ids)


def test_more_than_one_file_takes_is_refused_before_all_is_read() -> None:
    with pytest.raises(ExportTooLarge) as refused:
        gather(Terms(), Endless(), FORM)
    assert refused.value.facts == {"most": MOST_SKUS}


def test_more_bytes_than_one_file_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST_BYTES", 299)
    with pytest.raises(ExportTooLarge):
        gather(Terms(), Endless(), FORM)


def test_a_catalogue_without_products_is_an_empty_file() -> None:
    assert gather(Terms(), FakeCatalogueStore(), FORM) == b""


@pytest.mark.parametrize(
    ("barcode", "expected"),
    [
        ("4006381333931", True),
        ("96385074", True),
        ("036000291452", True),
        ("10614141000415", True),
        ("4006381333932", False),
        ("400638133393", False),
        ("ABC-12345678", False),
        ("４００６３８１３３３９３１", False),
    ],
)
def test_a_gtin_is_proved_by_its_last_digit(barcode: str, *, expected: bool) -> None:
    assert is_gtin(barcode) is expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://shop.example/p/{product}", True),
        ("https://shop.example/p/{product}?sku={sku}", True),
        ("https://shop.example/p/{sku}", False),
        ("http://shop.example/p/{product}", False),
        ("https://shop.example/p/{product}{other}", False),
        ('https://shop.example/"><{product}', False),
    ],
)
def test_a_link_leads_to_a_product(link: str, *, expected: bool) -> None:
    assert is_link(link) is expected
