"""A promotion's versions: each as it was, what changed between two, and a fresh copy of one."""

from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service.changing import PromotionStore, find
from promenade.base.promotion.service.managing import draft
from promenade.base.promotion.service.revisions import Version
from promenade.kit.differences import Difference, differences
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


def list_versions(
    promotion_id: str, limit: int, after: Position | None, store: PromotionStore
) -> Page[Version]:
    """Raises NotFound."""
    find(promotion_id, store)
    return store.versions(promotion_id, limit, after)


def get_version(promotion_id: str, version: int, store: PromotionStore) -> Version:
    found = store.version(promotion_id, version)
    if found is None:
        raise NotFound("There is no such version of it.", version=version)
    return found


def compare(
    promotion_id: str, earlier: int, later: int, store: PromotionStore
) -> tuple[Difference, ...]:
    """Raises NotFound."""
    before, after = (get_version(promotion_id, each, store) for each in (earlier, later))
    return differences(before.managed, after.managed)


def clone(promotion_id: str, copy_id: str, stamp: Stamp, store: PromotionStore) -> ManagedPromotion:
    """A draft of its latest terms, without its code: one code is one promotion's.

    Raises NotFound, Conflict."""
    terms = find(promotion_id, store).value.terms
    copy = replace(terms, id=copy_id, version=1, code=None, paused=False)
    return draft(copy, stamp, store)
