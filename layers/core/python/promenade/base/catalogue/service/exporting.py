"""Products as files for others: all of them, or those below a category."""

from collections.abc import Callable, Sequence

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.service.ports import ProductStore
from promenade.base.catalogue.service.products import path_of_category
from promenade.kit.errors import DomainError

MOST_SKUS = 20_000
MOST_BYTES = 64_000_000
_PAGE = 100

Write = Callable[[Sequence[Product]], Sequence[bytes]]
"""A page of products as pieces of a file."""


class ExportTooLarge(DomainError):
    """More products than one file takes: those below a category are fewer."""


def gather(category: str | None, store: ProductStore, write: Write) -> bytes:
    """Raises Invalid for an unknown category; ExportTooLarge, also where more products are looked
    at than that, whoever may see them."""
    path = path_of_category(category, store) if category else ()
    found: list[bytes] = []
    skus_count, after = 0, None
    for _ in range(MOST_SKUS // _PAGE):
        page = store.list_products(path, None, _PAGE, after)
        found.append(b"".join(write(page.items)))
        skus_count += sum(len(each.skus) for each in page.items)
        if skus_count > MOST_SKUS or sum(map(len, found)) > MOST_BYTES:
            break
        if (after := page.next) is None:
            return b"".join(found)
    detail = f"One file takes {MOST_SKUS} SKUs; ask for those below a category."
    raise ExportTooLarge(detail, most=MOST_SKUS)
