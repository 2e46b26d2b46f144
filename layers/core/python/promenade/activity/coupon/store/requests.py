"""What was asked for of a template, as it is listed (see `store.records`): batches of codes, or
issues."""

import msgspec

from promenade.activity.coupon.model.codes import MadeBatch
from promenade.activity.coupon.model.issuing import Issue
from promenade.activity.coupon.store.codes import BatchRecord, asked_of, made_of
from promenade.kit import dynamo
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition

_issue_of = msgspec.json.Decoder(Issue)


class DynamoRequests:
    def batches(self, template_id: str, limit: int, after: Position | None) -> Page[MadeBatch]:
        page = _page(template_id, limit, after)
        return Page(tuple(map(made_of, page.items)), page.next)

    def issues(self, template_id: str, limit: int, after: Position | None) -> Page[Issue]:
        page = _page(template_id, limit, after)
        return Page(tuple(_issue_of.decode(each.body) for each in page.items), page.next)


def _page(template_id: str, limit: int, after: Position | None) -> Page[BatchRecord]:
    place = Partition(asked_of(template_id), index="gsi1", newest_first=True)
    return dynamo.page(BatchRecord, place, limit=limit, after=after)
