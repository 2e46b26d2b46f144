"""A product's revisions: each as it was, what changed between two, and one of them once more."""

from typing import Any

import msgspec

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.service.ports import ProductStore, Revision, Wanted, must_exist
from promenade.base.catalogue.service.products import change_product
from promenade.base.catalogue.service.reviewing import Change
from promenade.contracts.prices import PriceGate
from promenade.kit.differences import Difference, differences
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.values import replace


def list_revisions(
    product_id: str, limit: int, after: Position | None, store: ProductStore
) -> Page[Revision]:
    """Raises NotFound for a product that never was kept."""
    page = store.revisions(product_id, limit, after)
    if not page.items and after is None:
        raise NotFound("There is no such product.", product_id=product_id)
    return page


def compare(
    product_id: str, earlier: int, later: int, store: ProductStore
) -> tuple[Difference, ...]:
    """Field by field, a SKU's below its code. Raises NotFound."""
    before, after = (_revision(product_id, each, store).product for each in (earlier, later))
    return differences(_said(before), _said(after))


def roll_back(change: Change, version: int, store: ProductStore, gate: PriceGate) -> Product:
    """A new version that says what an old one said, and stands where the product stands: what
    somebody has to approve waits for it. Raises what a change of the product raises."""
    known = store.known(Wanted(products=[change.product_id]))
    now = must_exist(known.products.get(change.product_id), change.stamp).value
    old = _revision(change.product_id, version, store).product
    asked = replace(old, shelf=now.shelf, sells_from=now.sells_from, is_removed=False)
    return change_product(asked, change.expected, change.stamp, store, gate)


def _said(product: Product) -> dict[str, Any]:
    """Without what nobody says of it: where it counts, why it is so, what rules give it. SKUs by
    their codes: in which order they are is no difference."""
    said = replace(
        product, brand_id=None, counted={}, agreed={}, reason=None, rule_tags=(), turns=0
    )
    return msgspec.structs.asdict(said) | {"skus": {each.code: each for each in said.skus}}


def _revision(product_id: str, version: int, store: ProductStore) -> Revision:
    found = store.revision(product_id, version)
    if found is None:
        raise NotFound("There is no such version of it.", version=version)
    return found
