"""Products put into an index, and looked for there."""

from typing import Any

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.search import Search, asked, entry_of
from promenade.base.catalogue.service.ports import ProductIndex
from promenade.kit.paging import Position
from promenade.kit.values import replace
from tests.support.shop import product, sku


def made(id_: str, title: str = "", **fields: Any) -> Product:
    skus = fields.pop("skus", (sku(id_),))
    asked_for = product(id_, *skus, title=title, path=("mugs",), **fields)
    return replace(asked_for, shelf="ON", **{"version": 1} | fields)


def put(index: ProductIndex, *products: Product) -> None:
    for each in products:
        index.put(each.id, each.version, entry_of(each))


def found(index: ProductIndex, wanted: Search, limit: int = 50) -> list[str]:
    """All pages of it."""
    ids: list[str] = []
    after: Position | None = None
    while True:
        page = index.find(wanted, limit, after)
        assert len(page.items) <= limit
        ids += page.items
        if (after := page.next) is None:
            return ids


def words(index: ProductIndex, text: str, **narrowed: Any) -> list[str]:
    search = Search(terms=asked(text), **{"is_on_shelf": False} | narrowed)
    return sorted(found(index, search))
