"""A template's versions: each as it was, and what changed between two."""

from promenade.activity.coupon.service.managing import get
from promenade.activity.coupon.service.ports import TemplateStore, Version
from promenade.kit.differences import Difference, differences
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position


def list_versions(
    template_id: str, limit: int, after: Position | None, store: TemplateStore
) -> Page[Version]:
    """Raises NotFound."""
    get(template_id, store)
    return store.versions(template_id, limit, after)


def get_version(template_id: str, number: int, store: TemplateStore) -> Version:
    """Raises NotFound."""
    found = store.version(template_id, number)
    if found is None:
        raise NotFound("There is no such version of it.", version=number)
    return found


def compare(
    template_id: str, earlier: int, later: int, store: TemplateStore
) -> tuple[Difference, ...]:
    """Raises NotFound."""
    before, after = (get_version(template_id, each, store) for each in (earlier, later))
    return differences(before.template, after.template)
