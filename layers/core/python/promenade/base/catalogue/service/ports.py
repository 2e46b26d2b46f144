"""What the use cases need of a store."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from promenade.base.catalogue.model.attributes import Definitions, Uses
from promenade.base.catalogue.model.brand import Brand
from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.change import Barcode, Change
from promenade.base.catalogue.model.product import Offer, Product
from promenade.base.catalogue.model.row_checks import Known
from promenade.base.catalogue.model.search import Entry, Search
from promenade.base.catalogue.model.tags import Rules, Tag
from promenade.contracts.dependents import Dependent, Turn
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class Wanted(Value, frozen=True, kw_only=True):
    """`barcodes` are by their keys, `brands` ids; `definitions` are those of categories, `rules`
    those that give tags."""

    products: Iterable[str] = ()
    skus: Iterable[str] = ()
    barcodes: Iterable[Barcode] = ()
    categories: Iterable[str] = ()
    brands: Iterable[str] = ()
    definitions: Iterable[str] = ()
    pictures: Iterable[str] = ()
    rules: bool = False


class Listing(Value, frozen=True, kw_only=True):
    """Products below a category, with a tag; neither means all. With a `search`, those in the
    index that fit it, which looks at category and tag itself."""

    category: str | None
    tag: str | None
    search: Search | None = None
    limit: int
    after: Position | None


class ProductIndex(Protocol):
    """Where products are found by what is said of them; a little behind what is kept."""

    def put(self, product_id: str, version: int, entry: Entry, turns: int = 0) -> None:
        """Does nothing where it has that version, and turn of it, or a later one. Raises
        Unavailable."""
        ...

    def find(self, wanted: Search, limit: int, after: Position | None) -> Page[str]:
        """Ids of products that may fit: whoever shows them looks at them again. A page may be
        shorter than asked for and still have a next."""
        ...


class Revision(Value, frozen=True):
    """A product as of one of its versions, and who made it so, when."""

    product: Product
    actor: str
    at: datetime


class Categories(Protocol):
    def find_category(self, category_id: str) -> Stored[Category] | None:
        """Also one that is removed."""
        ...

    def list_categories(self, limit: int, after: Position | None) -> Page[Category]: ...


class Sweep(Value, frozen=True, kw_only=True):
    """Over all products, by the rules as of its beginning; `after` is how far it came, `turn`
    counts its steps for ever."""

    rules: Rules = Rules()
    after: Position | None = None
    is_done: bool = True
    turn: int = 0

    def begun(self, rules: Rules) -> "Sweep | None":
        """The one over these rules, if they are others."""
        if rules == self.rules:
            return None
        return Sweep(rules=rules, is_done=False, turn=self.turn + 1)


class DefinitionReader(Protocol):
    def known(self, wanted: Wanted) -> Known:
        """In one round trip per 100."""
        ...

    def definition_turns(self) -> int:
        """How often attributes were defined, or a category moved: read before what decides
        either."""
        ...


class CategoryStore(Categories, DefinitionReader, Protocol):
    def sweep(self) -> Sweep:
        """With the rules of tags; nothing lags."""
        ...

    def put_category(
        self,
        before: Category | None,
        after: Category,
        stamp: Stamp,
        *,
        turns: int | None = None,
        rules: int | None = None,
    ) -> None:
        """One write. Raises Stale unless `before` is what is stored, CategoryInUse when a used
        one would move or go, CategoryGone when the new parent has done so, Counted where what
        moves was decided by other `turns`, and Rewritten where what goes was by another turn of the
        `rules`."""
        ...

    def category_made(self, stamp: Stamp) -> Category | None:
        """What this very call made before, as it was then. Raises Conflict where its key was sent
        with another request."""
        ...


class ProductWriter(Protocol):
    def known(self, wanted: Wanted) -> Known:
        """In one round trip per 100."""
        ...

    def held_by(self, turn: Turn, at: datetime) -> Sequence[Dependent]:
        """What depends on the goods, where a reason is needed for that; asked once for many rows.
        Raises Unavailable."""
        ...

    def put_product(self, change: Change, stamp: Stamp) -> None:
        """All of it in one write, with a revision for good. A repeated request is done already.

        Raises Stale unless `before` is what is stored, Retagged where it is but for what rules gave
        meanwhile, CategoryArchived, CategoryGone, SkuTaken or
        BarcodeTaken."""
        ...


class ProductStore(Categories, ProductWriter, Protocol):
    def product_made(self, stamp: Stamp) -> Product | None:
        """Like `category_made`."""
        ...

    def products_made(self, call: Stamp, each: Sequence[Stamp]) -> Mapping[str, Product]:
        """What the calls that `call` is made of made before, by their requests. Raises Conflict
        where its key was sent with another request."""
        ...

    def keep_made(self, product: Product, stamp: Stamp) -> None:
        """Notes that the call had nothing to change. Raises Conflict where it is noted."""
        ...

    def find_offer(self, sku: str) -> Offer | None: ...

    def list_products(
        self, path: tuple[str, ...], tag: str | None, limit: int, after: Position | None
    ) -> Page[Product]:
        """Those below `path` (a category's; empty: all) that have the tag."""
        ...

    def products(self, ids: Sequence[str]) -> list[Product]:
        """Those of at most 100 that there are, in this order."""
        ...

    def revisions(self, product_id: str, limit: int, after: Position | None) -> Page[Revision]:
        """The latest first."""
        ...

    def revision(self, product_id: str, version: int) -> Revision | None: ...


class BrandStore(Protocol):
    def find_brand(self, brand_id: str) -> Stored[Brand] | None:
        """Also one that is removed."""
        ...

    def put_brand(self, before: Brand | None, after: Brand, stamp: Stamp) -> None:
        """One write. Raises Stale unless `before` is what is stored, BrandInUse when a used one
        would go."""
        ...

    def brand_made(self, stamp: Stamp) -> Brand | None:
        """Like `category_made`."""
        ...

    def list_brands(self, limit: int, after: Position | None) -> Page[Brand]:
        """By their ids; without those that are removed."""
        ...


class Kept(Value, frozen=True):
    """Definitions as stored, with the numbers of their values then."""

    stored: Stored[Definitions]
    uses: Uses


class Looked(Value, frozen=True):
    """By what it was decided: `turns` of definitions, `uses` where they count."""

    turns: int
    uses: Uses | None = None


class DefinitionStore(ProductStore, DefinitionReader, Protocol):
    def categories_below(self, path: Sequence[str]) -> Iterator[str]:
        """The ids of those that there are; nothing lags."""
        ...

    def find_definitions(self, category: str) -> Kept | None: ...

    def put_definitions(
        self, before: Definitions | None, after: Definitions, looked: Looked, stamp: Stamp
    ) -> None:
        """One write. Raises Stale unless `before` is what is stored, Counted where values were
        counted, attributes defined or categories moved since it was `looked`, CategoryGone where
        the category is."""
        ...


class TagStore(ProductStore, Protocol):
    def find_tag(self, tag_id: str) -> Stored[Tag] | None:
        """Also one that is removed."""
        ...

    def put_tag(self, before: Tag | None, after: Tag, begun: Sweep | None, stamp: Stamp) -> None:
        """One write, with the sweep that begins where it changes the rules. Raises Stale unless
        `before` is what is stored, Rewritten where that is not the next turn, or a category that
        the rule names is there no more."""
        ...

    def tag_made(self, stamp: Stamp) -> Tag | None:
        """Like `category_made`."""
        ...

    def list_tags(self, limit: int, after: Position | None) -> Page[Tag]:
        """By their ids; without those that are removed."""
        ...

    def sweep(self) -> Sweep:
        """With the rules; nothing lags."""
        ...

    def put_sweep(self, sweep: Sweep) -> None:
        """The next turn of it. Raises Stale where that was made, or a rule written since."""
        ...

    def product_ids(self, limit: int, after: Position | None) -> Page[str]:
        """All that there are; nothing lags."""
        ...

    def products_now(self, ids: Sequence[str]) -> list[Product]:
        """Those that there are of at most 100, removed or not; nothing lags."""
        ...

    def put_tags(self, change: Change, stamp: Stamp) -> None:
        """What rules give a product: no version, and no revision. Raises Stale unless `before` is
        what is stored."""
        ...


V = TypeVar("V", Brand, Category, Product, Tag)


def must_exist(stored: Stored[V] | None, stamp: Stamp) -> Stored[V]:
    """What is there, or was removed by this very request. Raises NotFound."""
    if stored is None or (stored.value.is_removed and stored.fingerprint != stamp.fingerprint):
        raise NotFound("There is no such thing here.")
    return stored
