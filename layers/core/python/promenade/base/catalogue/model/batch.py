"""One wish for many products at once."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from promenade.base.catalogue.model.product import Product, Shelf
from promenade.kit.errors import Fault
from promenade.kit.values import Value, replace

MAX_ITEMS = 50


class Item(Value, frozen=True):
    """A product, at the `version` that was looked at; None: at whichever it is."""

    product_id: str
    version: int | None = None


class Wish(Value, frozen=True, kw_only=True):
    """What shall become of each product; None leaves it as it is."""

    shelf: Shelf | None = None
    sells_from: datetime | None = None
    category: str | None = None
    added_tags: tuple[str, ...] = ()
    removed_tags: tuple[str, ...] = ()


def wished(product: Product, wish: Wish) -> Product:
    tags = {*product.tags, *wish.added_tags} - {*wish.removed_tags}
    asked = replace(product, tags=tuple(sorted(tags)), category=wish.category or product.category)
    if wish.shelf is None:
        return asked
    return replace(asked, shelf=wish.shelf, sells_from=wish.sells_from)


def wish_faults(wish: Wish) -> Iterator[Fault]:
    """What is wrong with it whatever the products are."""
    if wish == Wish():
        yield Fault("", "missing", "Say what shall become of the products.")
    if wish.sells_from is not None and wish.shelf != "SCHEDULED":
        yield Fault("/sells_from", "unexpected", "Only what is SCHEDULED has this.")
    for index, tag in enumerate(wish.removed_tags):
        if tag in wish.added_tags:
            yield Fault(f"/remove_tags/{index}", "contradictory", "This tag is added as well.")


def item_faults(items: Sequence[Item]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, each in enumerate(items):
        if each.product_id in seen:
            pointer, detail = f"/products/{index}/product_id", "Another line here is of it."
            yield Fault(pointer, "repeated", detail)
        seen.add(each.product_id)
