"""Products (SPU), their SKUs, and the offers that buyers and quotes see."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from promenade.base.catalogue.model.barcode import barcode_key
from promenade.base.catalogue.model.brand import ALWAYS, name_faults
from promenade.base.catalogue.model.review import Review
from promenade.contracts.catalogue import NO_CATEGORY as NO_CATEGORY  # noqa: PLC0414  said once
from promenade.contracts.reviews import ReviewState
from promenade.kit.codes import NO_CODE, is_code, repeated
from promenade.kit.errors import Conflict, DomainError, Fault, Stale
from promenade.kit.safe_html import clean
from promenade.kit.values import Value, replace

MAX_SKUS = 40
MAX_TAGS = 10
MAX_TAG_LENGTH = 40
MAX_PRICE_MINOR = 99_999_999
MAX_DESCRIPTION_BYTES = 20_000
_barcode = re.compile(r"[0-9A-Z-]{1,48}")

Shelf = Literal["OFF", "SCHEDULED", "ON", "RECYCLED"]


class SkuTaken(Conflict):
    """The code belongs to another product, be it only in the past."""


class BarcodeTaken(Conflict):
    """Another product of the store carries the barcode."""


class Retagged(Stale):
    """Its tags or its brand were written meanwhile, and nobody changed it: look again."""


class ChangeTooLarge(DomainError):
    """One change would write more items than one transaction takes."""


class Sku(Value, frozen=True, kw_only=True):
    """`was_price_minor` is the list price where something proves that it was asked or paid before;
    as somebody asks for it a SKU has none."""

    code: str
    options: Mapping[str, str]
    barcode: str | None = None
    currency: str
    list_price_minor: int
    sale_price_minor: int
    floor_price_minor: int | None = None
    was_price_minor: int | None = None

    @property
    def barcode_key(self) -> str | None:
        """Unique in its store, in whatever spelling the barcode was entered."""
        return barcode_key(self.barcode) if self.barcode else None

    @property
    def price(self) -> "SkuPrice":
        return SkuPrice(self.currency, self.list_price_minor, self.sale_price_minor)


class SkuPrice(Value, frozen=True):
    """In minor units of its currency."""

    currency: str
    list_minor: int
    sale_minor: int


class Product(Value, frozen=True, kw_only=True):
    """`path` is its category's; a product as somebody asks for it has neither path nor version.
    `first_on_at` is when each SKU came on sale first, by code, also of those that are gone; what
    was on sale before that was kept has none. `agreed` are the prices of SKUs that were approved
    and did not come on sale yet, by code. `sells_from` is of what is SCHEDULED, which is ON from
    then on; `review` is of what waits for approval: all of it until it `is_approved`, then what its
    wording shall be, and SKUs that do not sell yet. `description` is HTML that is clean, `images`
    are addresses, or paths of pictures. `brand_id` is of the register of brands, and `counted` says
    in which category's numbers its attributes count: nothing until the first change after these
    were kept. `reason` is why this version is as it is, where somebody says so. `tags` were put on
    by hand, `rule_tags` are what rules give, written between versions: `turns` counts these
    writes."""

    id: str
    store: str
    title: str
    category: str
    description: str = ""
    images: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    brand: str | None = None
    tags: tuple[str, ...] = ()
    shelf: Shelf = "OFF"
    sells_from: datetime | None = None
    attributes: Mapping[str, str]
    skus: tuple[Sku, ...] = ()
    first_on_at: Mapping[str, datetime] = {}
    agreed: Mapping[str, SkuPrice] = {}
    is_approved: bool = True
    review: Review | None = None
    brand_id: str | None = None
    counted: Mapping[str, str] = {}
    reason: str | None = None
    rule_tags: tuple[str, ...] = ()
    turns: int = 0
    is_removed: bool = False
    version: int = 0

    @property
    def all_tags(self) -> tuple[str, ...]:
        return tuple(sorted({*self.tags, *self.rule_tags}))

    @property
    def approved_skus(self) -> tuple[Sku, ...]:
        """Those that sell while the product does."""
        waiting = self.review.skus if self.review else ()
        return tuple(each for each in self.skus if each.code not in waiting)

    @property
    def is_sellable(self) -> bool:
        """From `sells_from` on."""
        is_on = self.shelf in ("ON", "SCHEDULED") and not self.is_removed
        return self.is_approved and is_on and bool(self.approved_skus)

    @property
    def on_sale_from(self) -> datetime | None:
        """ALWAYS of what is on the shelf now; None of what is not on sale."""
        return (self.sells_from or ALWAYS) if self.is_sellable else None

    @property
    def waits(self) -> bool:
        """For the approval of others."""
        is_pending = self.review is not None and self.review.state is ReviewState.PENDING
        return is_pending and not self.is_removed

    def sells_at(self, at: datetime) -> bool:
        return self.is_sellable and (self.sells_from is None or self.sells_from <= at)

    def shelf_at(self, at: datetime) -> Shelf:
        is_due = self.sells_from is not None and self.sells_from <= at
        return "ON" if self.shelf == "SCHEDULED" and is_due else self.shelf


class Offer(Value, frozen=True, kw_only=True):
    """A SKU with what its product says of it, all its tags together. A removed one keeps its code's
    history; one that `is_sellable` sells from `sells_from` on."""

    product_id: str
    title: str
    path: tuple[str, ...]
    brand: str | None
    tags: tuple[str, ...]
    is_sellable: bool
    sells_from: datetime | None = None
    is_removed: bool = False
    first_on_at: datetime | None = None
    sku: Sku

    def sells_at(self, at: datetime) -> bool:
        return self.is_sellable and (self.sells_from is None or self.sells_from <= at)


def place(
    asked: Product, path: tuple[str, ...], before: Product | None, now: datetime | None = None
) -> Product:
    """`path` is that of the category asked for; without `now` nothing comes on sale. What rules
    gave it stays until they are asked again; what was agreed counts until it is on sale."""
    version = before.version + 1 if before else 1
    given, turns = (before.rule_tags, before.turns) if before else ((), 0)
    placed = replace(asked, path=path, version=version, reason=None, rule_tags=given, turns=turns)
    agreed = {} if now and placed.sells_at(now) else placed.agreed
    return replace(placed, first_on_at=_first_on_at(placed, before, now), agreed=agreed)


def _first_on_at(
    after: Product, before: Product | None, now: datetime | None
) -> Mapping[str, datetime]:
    """What is on sale already came at an instant that is known, or long ago; what was to come may
    come at another, or never."""
    known = before.first_on_at if before else {}
    if now is None:
        return known
    known = {code: at for code, at in known.items() if at <= now}
    if not after.is_sellable:
        return known
    was_on = _codes(before) if before and before.sells_at(now) else set()
    come = _codes(after) - known.keys() - was_on
    return {**known, **dict.fromkeys(sorted(come), max(now, after.sells_from or now))}


def _codes(product: Product) -> set[str]:
    return {sku.code for sku in product.approved_skus}


def remove(product: Product) -> Product:
    return replace(product, is_removed=True, version=product.version + 1, reason=None)


def product_faults(product: Product) -> list[Fault]:
    """All that is wrong with a product as asked for."""
    faults = [*_own_faults(product), *_repeated(product)]
    for index, sku in enumerate(product.skus):
        if not is_code(sku.code):
            faults.append(Fault(f"/skus/{index}/code", "malformed", NO_CODE))
        faults += [fault.within(f"/skus/{index}") for fault in sku_faults(sku)]
    return faults


def sku_faults(sku: Sku) -> Iterator[Fault]:
    """What is wrong with a SKU by itself: 0 < floor ≤ sale ≤ list."""
    if sku.sale_price_minor > sku.list_price_minor:
        yield Fault("/sale_price_minor", "above_list", "The sale price is above the list price.")
    if (sku.floor_price_minor or 0) > sku.sale_price_minor:
        yield Fault("/floor_price_minor", "above_sale", "The floor is above the sale price.")
    if sku.barcode is not None and not _barcode.fullmatch(sku.barcode):
        yield Fault("/barcode", "malformed", "Send 1 to 48 of A-Z 0-9 and hyphen.")
    if not all(name and value for name, value in sku.options.items()):
        yield Fault("/options", "blank", "An option needs a name and a value.")
    yield from repeated(sku.options, "/options")


def content_faults(product: Product) -> Iterator[Fault]:
    """What is wrong with a product's own texts."""
    if not product.title:
        yield Fault("/title", "blank", "This text is blank.")
    yield from _description_faults(product.description)
    if product.brand == "":
        yield Fault("/brand", "blank", "This text is blank.")
    if product.brand:
        yield from (fault.within("/brand") for fault in name_faults(product.brand))
    if len(product.tags) > MAX_TAGS:
        facts = {"most": MAX_TAGS}
        yield Fault("/tags", "too_many", "A product has at most {most} tags.", facts=facts)
    for index, tag in enumerate(product.tags):
        if not 0 < len(tag) <= MAX_TAG_LENGTH:
            yield Fault(f"/tags/{index}", "malformed", "A tag has 1 to 40 characters.")
    if not all(name and value for name, value in product.attributes.items()):
        yield Fault("/attributes", "blank", "An attribute needs a name and a value.")
    yield from repeated(product.attributes, "/attributes")


def _description_faults(description: str) -> Iterator[Fault]:
    if (count := len(description.encode())) > MAX_DESCRIPTION_BYTES:
        facts = {"count": count, "most": MAX_DESCRIPTION_BYTES}
        detail = "The description has {count} bytes; {most} are the most."
        yield Fault("/description", "too_long", detail, facts=facts)
    elif active := clean(description).active:
        detail = "It has “{what}”, which would run for whoever reads it: take that out."
        yield Fault("/description", "active_content", detail, facts={"what": active})


def _own_faults(product: Product) -> Iterator[Fault]:
    if not is_code(product.id):
        yield Fault("/id", "malformed", NO_CODE)
    yield from content_faults(product)


def _repeated(product: Product) -> Iterator[Fault]:
    codes: set[str] = set()
    carried: set[str] = set()
    for index, sku in enumerate(product.skus):
        if sku.code in codes:
            yield Fault(f"/skus/{index}/code", "repeated", "Another SKU here has this code.")
        if sku.barcode_key and sku.barcode_key in carried:
            yield Fault(f"/skus/{index}/barcode", "repeated", "Another SKU here has this barcode.")
        codes.add(sku.code)
        carried.add(sku.barcode_key or "")
