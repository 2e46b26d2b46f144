"""What was asked for of a template: it gives by batches of codes, by issues, or by neither."""

from typing import Protocol

from promenade.activity.coupon.model.codes import MadeBatch
from promenade.activity.coupon.model.issuing import Issue
from promenade.activity.coupon.service.coding import takes_batches
from promenade.activity.coupon.service.issuing import takes_issues
from promenade.activity.coupon.service.managing import get
from promenade.activity.coupon.service.ports import TemplateStore
from promenade.kit.paging import Page, Position


class Requests(Protocol):
    """The last one first, but for those of the last moments."""

    def batches(self, template_id: str, limit: int, after: Position | None) -> Page[MadeBatch]:
        """Of a template that takes batches."""
        ...

    def issues(self, template_id: str, limit: int, after: Position | None) -> Page[Issue]:
        """Of a template that takes issues."""
        ...


class Lists:
    def __init__(self, templates: TemplateStore, requests: Requests) -> None:
        self._templates, self._requests = templates, requests

    def batches(self, template_id: str, limit: int, after: Position | None) -> Page[MadeBatch]:
        """Raises NotFound."""
        if not takes_batches(get(template_id, self._templates).terms):
            return Page((), None)
        return self._requests.batches(template_id, limit, after)

    def issues(self, template_id: str, limit: int, after: Position | None) -> Page[Issue]:
        """Raises NotFound."""
        if not takes_issues(get(template_id, self._templates).terms):
            return Page((), None)
        return self._requests.issues(template_id, limit, after)
