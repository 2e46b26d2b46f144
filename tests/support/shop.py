"""Small categories and products for tests."""

from typing import Any, Protocol

from promenade.base.catalogue.model.category import SetCategory
from promenade.base.catalogue.model.change import change
from promenade.base.catalogue.model.product import Product, Sku, place
from promenade.base.catalogue.service.ports import CategoryStore, ProductStore
from tests.support.stamps import NOON, stamp


class CatalogueStore(CategoryStore, ProductStore, Protocol):
    """Of categories and of products, in one table."""


def category(id_: str, parent: str | None = None, **other: Any) -> SetCategory:
    return SetCategory(**{"id": id_, "name": id_.title(), "parent": parent, "sort": 0} | other)


def sku(code: str, **other: Any) -> Sku:
    prices: dict[str, Any] = {"currency": "CNY", "list_price_minor": 5000, "sale_price_minor": 4500}
    return Sku(**{"code": code, "options": {}} | prices | other)


def product(id_: str, *skus: Sku, **other: Any) -> Product:
    fields = {"store": "main", "title": id_.title(), "category": "mugs", "attributes": {}}
    return Product(**{"id": id_, "skus": skus} | fields | other)


def bring(asked: Product, store: ProductStore) -> Product:
    """As a file brings it at noon: approved. Its category is a root."""
    made = place(asked, (asked.category,), None, NOON)
    store.put_product(change(None, made), stamp(f"bring {asked.id}"))
    return made
