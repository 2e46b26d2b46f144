"""Products as they are to who may see and change those of some stores and categories alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.change import Change
from promenade.base.catalogue.model.product import Offer, Product
from promenade.base.catalogue.model.row_checks import Known
from promenade.base.catalogue.service.ports import ProductStore, Revision, Wanted
from promenade.contracts.dependents import Dependent, Turn
from promenade.kit.authority import Reach
from promenade.kit.paging import MOST_READS, Page, Position, filled
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value, replace


class Confined(Value, frozen=True):
    """A ProductStore in which there is what `reach` includes, and into which nothing else comes.
    What was looked at is written over as it was, so that it still is where it was then."""

    store: ProductStore
    reach: Reach

    @property
    def most_reads(self) -> int:
        """For a page: who sees all is told one."""
        return 1 if self.reach.is_everywhere else MOST_READS

    def known(self, wanted: Wanted) -> Known:
        known = self.store.known(wanted)
        here = {id_: each for id_, each in known.products.items() if self._has(each.value)}
        elsewhere = known.products.keys() - here.keys()
        return replace(known, products=here, elsewhere=frozenset(elsewhere), reach=self.reach)

    def put_product(self, change: Change, stamp: Stamp) -> None:
        """Also raises Forbidden where the product would come to be elsewhere."""
        self.reach.require(change.after.store, change.after.path)
        self.store.put_product(change, stamp)

    def held_by(self, turn: Turn, at: datetime) -> Sequence[Dependent]:
        return self.store.held_by(turn, at)

    def product_made(self, stamp: Stamp) -> Product | None:
        return self.store.product_made(stamp)

    def products_made(self, call: Stamp, each: Sequence[Stamp]) -> Mapping[str, Product]:
        return self.store.products_made(call, each)

    def keep_made(self, product: Product, stamp: Stamp) -> None:
        self.store.keep_made(product, stamp)

    def find_offer(self, sku: str) -> Offer | None:
        """Of who is confined this looks at its product too."""
        offer = self.store.find_offer(sku)
        return offer if offer and self._sees(offer.product_id) else None

    def list_products(
        self, path: tuple[str, ...], tag: str | None, limit: int, after: Position | None
    ) -> Page[Product]:
        def read(limit: int, after: Position | None) -> Page[Product]:
            page = self.store.list_products(path, tag, limit, after)
            return Page(tuple(filter(self._has, page.items)), page.next)

        return filled(read, limit, after, self.most_reads)

    def products(self, ids: Sequence[str]) -> list[Product]:
        return [*filter(self._has, self.store.products(ids))]

    def revisions(self, product_id: str, limit: int, after: Position | None) -> Page[Revision]:
        if not self._sees(product_id):
            return Page((), None)
        return self.store.revisions(product_id, limit, after)

    def revision(self, product_id: str, version: int) -> Revision | None:
        return self.store.revision(product_id, version) if self._sees(product_id) else None

    def find_category(self, category_id: str) -> Stored[Category] | None:
        return self.store.find_category(category_id)

    def list_categories(self, limit: int, after: Position | None) -> Page[Category]:
        return self.store.list_categories(limit, after)

    def _sees(self, product_id: str) -> bool:
        if self.reach.is_everywhere:
            return True
        return product_id in self.known(Wanted(products=[product_id])).products

    def _has(self, product: Product) -> bool:
        return self.reach.includes(product.store, product.path)
