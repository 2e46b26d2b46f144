"""Use cases of the index: products are put into it behind each change, and found in it."""

from datetime import datetime
from functools import partial

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.search import Search, entry_of
from promenade.base.catalogue.service.ports import Listing, ProductIndex, ProductStore
from promenade.base.catalogue.service.products import list_products, path_of_category
from promenade.kit.paging import Page, Position, filled
from promenade.kit.values import Value

INDEXED_AT_ONCE = 50


class Finder(Value, frozen=True):
    """Who looks for products at `now`; a buyer is shown only what is sold then. `most_reads` are
    made for a page of what is found."""

    store: ProductStore
    index: ProductIndex
    now: datetime
    is_buyer: bool
    most_reads: int = 1

    def list(self, wanted: Listing) -> Page[Product]:
        """A page may be shorter than asked for and still have a next. Raises Invalid for an unknown
        category."""
        if wanted.search is None:
            return list_products(wanted, self.store, self.now, buyer=self.is_buyer)
        return self._found(wanted.search, wanted)

    def _found(self, search: Search, wanted: Listing) -> Page[Product]:
        """By what the products are now, whatever the index still has of them."""
        if wanted.category:
            path_of_category(wanted.category, self.store)
        find = partial(self._find, search)
        return filled(find, wanted.limit, wanted.after, self.most_reads)

    def _find(self, search: Search, limit: int, after: Position | None) -> Page[Product]:
        page = self.index.find(search, limit, after)
        products = self.store.products(page.items) if page.items else []
        fitting = (each for each in products if search.fits(entry_of(each)))
        sold = (each for each in fitting if not self.is_buyer or each.sells_at(self.now))
        return Page(tuple(sold), page.next)


def index_product(product: Product, index: ProductIndex) -> None:
    index.put(product.id, product.version, entry_of(product), product.turns)


def index_anew(after: Position | None, store: ProductStore, index: ProductIndex) -> Position | None:
    """A page of all products; answers where the next one starts."""
    page = store.list_products((), None, INDEXED_AT_ONCE, after)
    for product in page.items:
        index_product(product, index)
    return page.next
