"""Use cases of a product's review: it goes on sale, and by another wording, when somebody
else has approved it."""

from collections.abc import Callable

from promenade.base.catalogue.model import reviewing
from promenade.base.catalogue.model.brand import BrandArchived
from promenade.base.catalogue.model.category import CategoryArchived, CategoryGone, enterable
from promenade.base.catalogue.model.product import ChangeTooLarge, Product, Retagged, place
from promenade.base.catalogue.model.review import Wording
from promenade.base.catalogue.service.ports import ProductStore, Wanted, must_exist
from promenade.base.catalogue.service.products import put, referred, with_registers
from promenade.contracts.claims import ClaimFalse
from promenade.contracts.prices import PriceGate, PriceUnapproved
from promenade.contracts.reviews import SelfApproval
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

REFUSED = (
    BrandArchived, CategoryArchived, CategoryGone, ChangeTooLarge, ClaimFalse, PriceUnapproved,
    SelfApproval,
)  # fmt: skip
"""What an approval is refused for: what would be sold is looked at once more."""


class Change(Value, frozen=True):
    """Of the product, at the version that was looked at."""

    product_id: str
    expected: int
    stamp: Stamp


def submit(change: Change, store: ProductStore, gate: PriceGate) -> Product:
    """Raises NotFound, Stale, ReviewForbids, Invalid for attributes that its category forbids."""
    by = change.stamp.actor
    return _take(change, lambda product: reviewing.submitted(product, by), store, gate)


def approve(change: Change, store: ProductStore, gate: PriceGate) -> Product:
    """What it says is sold by, at once or from when it is scheduled for. Raises NotFound, Stale,
    ReviewForbids, SelfApproval, Invalid, BrandArchived, CategoryArchived, CategoryGone,
    ChangeTooLarge, ClaimFalse, PriceUnapproved."""
    by = change.stamp.actor
    return _take(change, lambda product: reviewing.approved(product, by), store, gate)


def reject(change: Change, reason: str, store: ProductStore, gate: PriceGate) -> Product:
    """Raises NotFound, Stale, ReviewForbids."""
    return _take(change, lambda product: reviewing.rejected(product, reason), store, gate)


def withdraw(change: Change, store: ProductStore, gate: PriceGate) -> Product:
    """Raises NotFound, Stale, ReviewForbids."""
    return _take(change, reviewing.withdrawn, store, gate)


def _take(
    change: Change, step: Callable[[Product], Product], store: ProductStore, gate: PriceGate
) -> Product:
    return patiently(lambda: _take_once(change, step, store, gate), Retagged)


def _take_once(
    change: Change, step: Callable[[Product], Product], store: ProductStore, gate: PriceGate
) -> Product:
    known = store.known(Wanted(products=[change.product_id]))
    stored = must_exist(known.products.get(change.product_id), change.stamp)
    if stored.is_done(change.expected, change.stamp):
        return stored.value
    before = stored.value
    after = step(before)
    path = before.path if after.category == before.category else _path(after.category, store)
    known = with_registers(after, (before.path, path), known, store)
    after = place(after, path, before, change.stamp.at)
    if after.waits or _sells_as(after) != _sells_as(before):
        after = referred(after, known)
    return put(after, known, change.stamp, store, gate)


def _sells_as(product: Product) -> tuple[bool, Wording]:
    return product.is_approved, reviewing.wording_of(product)


def _path(category: str, store: ProductStore) -> tuple[str, ...]:
    found = store.known(Wanted(categories=[category])).categories.get(category)
    return enterable(found)
