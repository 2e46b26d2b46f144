"""What the catalogue tells others: of a SKU when asked, of its changes as facts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol, Self

from promenade.kit.facts import Counts, Crossing, Fact
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value

if TYPE_CHECKING:  # who only reads facts loads no client
    from promenade.kit.lookups import Lookup


NO_CATEGORY = "There is no category “{category}”."


class SkuFacts(Value, frozen=True):
    """`category` is the SKU's own, `categories` are that and all its ancestors; money is in minor
    units. `first_on_at` is when it came on sale first; None: never, or before that was kept.
    `was_price_minor` is the list price where it is above the sale price and something proves it.
    One that `is_sellable` sells from `sells_from` on: who asks at a time asks `sells_at`."""

    sku: str
    product_id: str
    title: str
    currency: str
    list_price_minor: int
    sale_price_minor: int
    floor_price_minor: int | None
    categories: frozenset[str]
    brand: str | None
    tags: frozenset[str]
    is_sellable: bool
    category: str | None = None
    first_on_at: datetime | None = None
    was_price_minor: int | None = None
    sells_from: datetime | None = None

    def sells_at(self, at: datetime) -> bool:
        return self.is_sellable and (self.sells_from is None or self.sells_from <= at)

    def older_at(self, at: datetime) -> datetime | None:
        """When it is on sale for another whole day."""
        if self.first_on_at is None:
            return None
        return self.first_on_at + timedelta(days=(at - self.first_on_at).days + 1)

    def on_for_days(self, at: datetime) -> int | None:
        """Whole days of 24 hours; below 0 before it comes."""
        return None if self.first_on_at is None else (at - self.first_on_at).days


Kind = Literal["sku", "product", "category"]
Named = tuple[Kind, str]


class CatalogueReader(Protocol):
    def unknown(self, named: Iterable[Named]) -> frozenset[Named]:
        """Those that there are not, or not any more; a round trip for each hundred."""
        ...

    def facts(self, skus: Sequence[str]) -> Mapping[str, SkuFacts]:
        """Those of at most 100 SKUs that exist, in one round trip."""
        ...

    def lookup(self, skus: Sequence[str]) -> "Lookup[Mapping[str, SkuFacts]]":
        """The same, to be asked together with what others are asked."""
        ...

    def skus_below(self, category: str, limit: int, after: Position | None) -> Page[str]:
        """All SKUs of `limit` products of a category and of those below it. Raises NotFound."""
        ...

    def skus_of(self, products: Sequence[str]) -> Sequence[str]:
        """Those of at most 100 products, in their order; one that is not there has none."""
        ...

    def listed(
        self, category: str | None, tag: str | None, limit: int, after: Position | None
    ) -> Page[SkuFacts]:
        """The same with what is known of them, of a category, with a tag, or of all. A category
        that is not there has none."""
        ...


class CategoryFact(Fact, frozen=True):
    """`path` holds the ids from the root down to this category."""

    publisher: ClassVar[str] = "promenade.catalogue"

    id: str
    version: int
    name: str
    path: tuple[str, ...]


class CategoryAdded(CategoryFact, frozen=True):
    """Products can be put into it."""


class CategoryChanged(CategoryFact, frozen=True):
    """It has another name, place or order."""


class CategoryRemoved(CategoryFact, frozen=True):
    """It was empty, and is there no longer."""


class BrandFact(Fact, frozen=True):
    """`id` is what all spellings of the name have in common."""

    publisher: ClassVar[str] = "promenade.catalogue"

    id: str
    version: int
    name: str
    is_archived: bool


class BrandAdded(BrandFact, frozen=True):
    """It is on the register: added, or brought by a product."""


class BrandChanged(BrandFact, frozen=True):
    """It is spelt otherwise, takes new products or none, or is shown to shoppers."""


class BrandRemoved(BrandFact, frozen=True):
    """No product was of it, and it is on the register no longer."""


class DefinedAttribute(Value, frozen=True, kw_only=True):
    """`type` is text, number, choice or boolean."""

    name: str
    type: str
    unit: str | None = None
    choices: tuple[str, ...] = ()
    is_required: bool = False


class AttributesDefined(Fact, frozen=True):
    """The category's own attributes are these from now on, for what is below it too."""

    publisher: ClassVar[str] = "promenade.catalogue"

    category: str
    version: int
    attributes: tuple[DefinedAttribute, ...]


class TagFact(Fact, frozen=True):
    """`id` is what all spellings of the name have in common, and what products have."""

    publisher: ClassVar[str] = "promenade.catalogue"

    id: str
    version: int
    name: str


class TagAdded(TagFact, frozen=True):
    """It is on the register; one with a rule comes to the products that fit it."""


class TagChanged(TagFact, frozen=True):
    """It is spelt otherwise, or given by another rule."""


class TagRemoved(TagFact, frozen=True):
    """It is on the register no longer; what a rule gave is taken from products."""


class ProductTagged(Crossing, frozen=True):
    """Rules give it these tags from now on: nobody changed it, and it has no other version."""

    publisher: ClassVar[str] = "promenade.catalogue"

    id: str
    version: int
    rule_tags: tuple[str, ...]

    @classmethod
    def between(cls, new: Counts, old: Counts, /) -> Self | None:
        if not new["pk"].startswith("PRODUCT#") or new["sk"] != "-":
            return None
        given = new.get("rule_tags", [])
        if given == old.get("rule_tags", []):
            return None
        return cls(new["id"], new["version"], tuple(given))


class PricedSku(Value, frozen=True):
    code: str
    currency: str
    list_price_minor: int
    sale_price_minor: int
    floor_price_minor: int | None


class WaitingParts(Value, frozen=True):
    """Of a product that was approved: the codes of SKUs that were not."""

    skus: tuple[str, ...] = ()


class ProductFact(Fact, frozen=True):
    """`path` is its category's; `tags` were put on by hand. It sells while it `is_approved` and its
    shelf is ON, or SCHEDULED and `sells_from` has come, but for those of its SKUs that the `review`
    names."""

    publisher: ClassVar[str] = "promenade.catalogue"

    id: str
    version: int
    store: str
    title: str
    category: str
    path: tuple[str, ...]
    brand: str | None
    tags: tuple[str, ...]
    shelf: str
    skus: tuple[PricedSku, ...]
    is_approved: bool = True
    sells_from: datetime | None = None
    rule_tags: tuple[str, ...] = ()
    review: WaitingParts | None = None

    @property
    def approved_skus(self) -> tuple[PricedSku, ...]:
        waiting = self.review.skus if self.review else ()
        return tuple(each for each in self.skus if each.code not in waiting)


class ProductAdded(ProductFact, frozen=True):
    """It is new, or there again."""


class ProductChanged(ProductFact, frozen=True):
    """What is said of it or of its SKUs is other than before."""


class ProductRemoved(ProductFact, frozen=True):
    """It is there no longer, with what it was last."""


class ProductPictureAdded(Fact, frozen=True):
    """A picture is kept, and seen by whoever has its path; `id` is `<sha256>.<extension>`."""

    publisher: ClassVar[str] = "promenade.catalogue"

    id: str
    media_type: str
    size_bytes: int
    width: int
    height: int


class ProductImportFact(Fact, frozen=True):
    """A file of products that is taken part by part."""

    publisher: ClassVar[str] = "promenade.catalogue"

    id: str
    version: int


class ProductImportRequested(ProductImportFact, frozen=True):
    """Somebody announced a file."""


class ProductImportStarted(ProductImportFact, frozen=True):
    """The file is there, and is to be read."""


class ProductImportAdvanced(ProductImportFact, frozen=True):
    """Its next step is due."""


class ProductImportDone(ProductImportFact, frozen=True):
    """Every row was taken, or is told with what rejected it."""


class ProductImportRefused(ProductImportFact, frozen=True):
    """The file as a whole cannot be read; nothing of it was taken."""


class ProductImportFailed(ProductImportFact, frozen=True):
    """It broke off, and goes on when it is told to."""


class ProductImportCancelled(ProductImportFact, frozen=True):
    """What was not taken by then is not taken."""


class ProductFeedFact(Fact, frozen=True):
    """A file of what is on sale that others fetch at an address of its own."""

    publisher: ClassVar[str] = "promenade.catalogue"

    id: str
    version: int


class ProductFeedRegistered(ProductFeedFact, frozen=True):
    """It is written from now on."""


class ProductFeedAddressMade(ProductFeedFact, frozen=True):
    """Whoever has the address gets the file; the address before leads nowhere."""


class ProductFeedAddressRevoked(ProductFeedFact, frozen=True):
    """No address leads to it."""


class ProductFeedRemoved(ProductFeedFact, frozen=True):
    """It is written no more, and its file is gone."""


class ProductExportFact(Fact, frozen=True):
    """A file of products that is written part by part."""

    publisher: ClassVar[str] = "promenade.catalogue"

    id: str
    version: int


class ProductExportRequested(ProductExportFact, frozen=True):
    """Somebody asked for a file; its first step is due."""


class ProductExportAdvanced(ProductExportFact, frozen=True):
    """Its next step is due."""


class ProductExportDone(ProductExportFact, frozen=True):
    """The file is there."""


class ProductExportFailed(ProductExportFact, frozen=True):
    """It broke off, and there will be no file."""
