"""Products as files for others: all of them, or those below a category."""

from collections.abc import Callable, Sequence

from promenade.base.catalogue.model.export_job import Part, Terms
from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.service.ports import ProductStore
from promenade.base.catalogue.service.products import path_of_category
from promenade.kit.errors import DomainError
from promenade.kit.paging import Position
from promenade.kit.values import Value

MOST_SKUS = 20_000
MOST_BYTES = 64_000_000
_PAGE = 100


class Form(Value, frozen=True):
    """`write` makes pieces of a file of some products, which stand between `head` and `foot`."""

    name: str
    media_type: str
    write: Callable[[Sequence[Product]], Sequence[bytes]]
    head: bytes = b""
    foot: bytes = b""


class Size(Value, frozen=True):
    """What is read on beyond neither, nor beyond as many products, whoever may see them."""

    sku_count: int
    byte_count: int


class ExportTooLarge(DomainError):
    """More products than one file takes: those below a category are fewer."""


def gather(terms: Terms, store: ProductStore, form: Form) -> bytes:
    """Raises Invalid for an unknown category; ExportTooLarge, also where more products are looked
    at than that, whoever may see them."""
    part = read_part(terms, store, form, Size(MOST_SKUS, MOST_BYTES))
    if part.next or part.sku_count > MOST_SKUS or len(part.content) > MOST_BYTES:
        raise too_large(MOST_SKUS)
    return form.head + part.content + form.foot


def read_part(
    terms: Terms,
    store: ProductStore,
    form: Form,
    size: Size,
    after: Position | None = None,
) -> Part:
    """The page that goes beyond the size is in it. Raises Invalid for an unknown category."""
    path = path_of_category(terms.category, store) if terms.category else ()
    found = bytearray()
    product_count = sku_count = 0
    for _ in range(size.sku_count // _PAGE):
        page = store.list_products(path, None, _PAGE, after)
        taken = [each for each in page.items if terms.store in (None, each.store)]
        found += b"".join(form.write(taken))
        product_count += len(taken)
        sku_count += sum(len(each.skus) for each in taken)
        after = page.next
        if after is None or sku_count > size.sku_count or len(found) > size.byte_count:
            break
    return Part(bytes(found), product_count, sku_count, after)


def too_large(most: int) -> ExportTooLarge:
    detail = f"One file takes {most} SKUs; ask for those below a category."
    return ExportTooLarge(detail, most=most)
