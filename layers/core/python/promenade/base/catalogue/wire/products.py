"""Products and SKUs on the wire. Buyers are not shown how low a price may go."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from promenade.base.catalogue.model.product import (
    MAX_SKUS,
    Offer,
    Product,
    Shelf,
    Sku,
)
from promenade.base.catalogue.wire.fields import (
    Attributes,
    Brand,
    Code,
    Description,
    Images,
    Instant,
    Options,
    Price,
    Reason,
    Slug,
    Tags,
    Title,
    Word,
    hypertext,
    instant,
    text,
    texts,
)
from promenade.contracts.reviews import ReviewState
from promenade.kit.codes import code, label
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View


class SkuBody(Strict, frozen=True, kw_only=True):
    """Prices are in minor units, 0 < floor ≤ sale ≤ list; without a sale price the SKU is sold
    at its list price. A barcode is unique in its store, a GTIN in whichever of its lengths."""

    code: Code
    options: Options = field(default_factory=dict)
    barcode: Word | None = None
    currency: Currency
    list_price_minor: Price
    sale_price_minor: Price | None = None
    floor_price_minor: Price | None = None


class ProductBody(Strict, frozen=True):
    """`category` is the id of one. What is approved sells while its `shelf` is ON, or SCHEDULED and
    `sells_from` has come; what is RECYCLED is in the bin, out of which it comes by OFF.
    `description` is text or HTML, of which is kept what a text needs; one that would run something
    is refused. `images` are addresses, or paths of pictures kept here (`POST /product-media`), the
    main one first."""

    title: Title
    category: Slug
    description: Description = ""
    images: Images = ()
    store: Slug = "main"
    brand: Brand | None = None
    tags: Tags = ()
    shelf: Shelf = "OFF"
    sells_from: Instant | None = None
    attributes: Attributes = field(default_factory=dict)
    skus: Annotated[tuple[SkuBody, ...], Meta(max_length=MAX_SKUS)] = ()


class ProductChangeBody(ProductBody, frozen=True, kw_only=True):
    """`reason` is kept with the version, and needed where something that is live depends on what
    leaves the shelf or goes."""

    reason: Reason | None = None


class NewProductBody(ProductBody, frozen=True, kw_only=True):
    """`id` is the product's own code, chosen once, for good."""

    id: Code


class SkuView(View, frozen=True):
    """Shoppers and servers are shown what a quote of the same moment charges in `currency` before
    promotions: the price of the book that serves the shopper (of a server's: everybody), else the
    catalogue's. Staff are shown the catalogue's, which they edit (what books ask:
    `GET /prices/{sku}`). `was_price_minor` may be shown struck through: something proves that the
    SKU cost so much (`GET /prices/{sku}/baseline`). Null: show the sale price alone."""

    code: str
    options: dict[str, str]
    barcode: str | None
    currency: str
    list_price_minor: int
    sale_price_minor: int
    was_price_minor: int | None
    floor_price_minor: int | None


class ProductReviewView(View, frozen=True):
    """What waits for approval, or was sent back for a `reason`: the product, or another wording of
    one that goes on as it was. Of that, `skus` are the codes of those that do not sell yet, and
    `options` and `floors` what others shall have, by code (a floor of 0 is none). None of its
    `authors` approves it."""

    state: ReviewState
    title: str
    category: str
    description: str
    images: list[str]
    skus: list[str]
    options: dict[str, dict[str, str]]
    floors: dict[str, int]
    authors: list[str]
    reason: str | None


class ProductView(View, frozen=True):
    """`path` holds the ids of its category and of those above, root first. What buyers see is
    approved; they are not told of a review. `rule_tags` are what rules give, `tags` what was put on
    by hand."""

    id: str
    store: str
    title: str
    category: str
    description: str
    images: list[str]
    path: list[str]
    brand: str | None
    tags: list[str]
    rule_tags: list[str]
    shelf: Shelf
    sells_from: datetime | None
    is_approved: bool
    review: ProductReviewView | None
    attributes: dict[str, str]
    skus: list[SkuView]
    version: int


class ProductPage(View, frozen=True):
    items: list[ProductView]
    next: str | None


class OfferView(View, frozen=True):
    """A SKU with what its product says of it; `tags` are those of hand and rules together."""

    product_id: str
    title: str
    path: list[str]
    brand: str | None
    tags: list[str]
    is_sellable: bool
    sku: SkuView


def read_product(product_id: str, body: ProductBody) -> Product:
    return Product(
        id=code(product_id),
        store=body.store,
        title=text(body.title),
        category=body.category,
        description=hypertext(body.description),
        images=body.images,
        brand=None if body.brand is None else text(body.brand),
        tags=read_tags(body.tags),
        shelf=body.shelf,
        sells_from=None if body.sells_from is None else instant(body.sells_from),
        attributes=texts(body.attributes),
        skus=tuple(_read_sku(sku) for sku in body.skus),
    )


def read_tags(given: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order of the alphabet."""
    return tuple(sorted({label(tag) for tag in given}))


def show_product(product: Product, now: datetime, *, buyer: bool) -> ProductView:
    shelf = product.shelf_at(now)
    return ProductView(
        id=product.id,
        store=product.store,
        title=product.title,
        category=product.category,
        description=product.description,
        images=list(product.images),
        path=list(product.path),
        brand=product.brand,
        tags=list(product.tags),
        rule_tags=list(product.rule_tags),
        shelf=shelf,
        sells_from=product.sells_from if shelf == "SCHEDULED" else None,
        is_approved=product.is_approved,
        review=None if buyer else _show_review(product),
        attributes=dict(product.attributes),
        skus=[
            _show_sku(sku, buyer=buyer)
            for sku in (product.approved_skus if buyer else product.skus)
        ],
        version=product.version,
    )


def show_products(
    found: Iterable[Product], cursor: str | None, now: datetime, *, buyer: bool
) -> ProductPage:
    items = [show_product(each, now, buyer=buyer) for each in found]
    return ProductPage(items=items, next=cursor)


def show_offer(offer: Offer, now: datetime, *, buyer: bool) -> OfferView:
    return OfferView(
        product_id=offer.product_id,
        title=offer.title,
        path=list(offer.path),
        brand=offer.brand,
        tags=list(offer.tags),
        is_sellable=offer.sells_at(now),
        sku=_show_sku(offer.sku, buyer=buyer),
    )


def _show_review(product: Product) -> ProductReviewView | None:
    review = product.review
    if review is None:
        return None
    says = review.proposal or product
    return ProductReviewView(
        state=review.state,
        title=says.title,
        category=says.category,
        description=says.description,
        images=list(says.images),
        skus=list(review.skus),
        options={code: dict(each) for code, each in review.options.items()},
        floors=dict(review.floors),
        authors=list(review.authors),
        reason=review.reason,
    )


def _read_sku(body: SkuBody) -> Sku:
    sale = body.sale_price_minor
    return Sku(
        code=code(body.code),
        options=texts(body.options),
        barcode=None if body.barcode is None else code(body.barcode),
        currency=body.currency,
        list_price_minor=body.list_price_minor,
        sale_price_minor=body.list_price_minor if sale is None else sale,
        floor_price_minor=body.floor_price_minor,
    )


def _show_sku(sku: Sku, *, buyer: bool) -> SkuView:
    return SkuView(
        code=sku.code,
        options=dict(sku.options),
        barcode=sku.barcode,
        currency=sku.currency,
        list_price_minor=sku.list_price_minor,
        sale_price_minor=sku.sale_price_minor,
        was_price_minor=sku.was_price_minor,
        floor_price_minor=None if buyer else sku.floor_price_minor,
    )
