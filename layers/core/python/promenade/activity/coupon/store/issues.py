"""Issues in DynamoDB.

| item | pk | sk |
|---|---|---|
| issue (listed beside batches, see `store.records`) | `ISSUE#<id>` | `-` |
| some of its customers, for a month | `ISSUE#<id>` | `CUSTOMERS#<request>#<page>` |

Its customers are written first, under the request's fingerprint, so that another request of the
same key touches none of them. The item that counts what a template's issues reserved also says
which of them is carried out.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from pynamodb.expressions.update import Action

from promenade.activity.coupon.model.issuing import Issue, IssueState
from promenade.activity.coupon.service.issuing import Asked, as_requested
from promenade.activity.coupon.service.ports import AllReserved
from promenade.activity.coupon.store.codes import asked_key, reserve
from promenade.activity.coupon.store.coupons import Pseudonym
from promenade.activity.coupon.store.records import (
    CouponRecord,
    coupon_key,
    encode,
    held_of,
    template_key,
)
from promenade.contracts.coupon_facts import (
    CouponIssueAdvanced,
    CouponIssueDone,
    CouponIssueFact,
    CouponIssueRefused,
    CouponIssueRequested,
)
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import NotFound, Unavailable
from promenade.kit.stamp import Stamp

_issue_of = msgspec.json.Decoder(Issue)
_FACT_OF: dict[IssueState, type[CouponIssueFact]] = {
    "queued": CouponIssueRequested,
    "running": CouponIssueAdvanced,
    "done": CouponIssueDone,
    "refused": CouponIssueRefused,
}
_KEPT_FOR = timedelta(days=30)
"""Longer than a request waits in a queue of dead letters."""


class DynamoIssueStore:
    def __init__(self, pseudonym: Pseudonym) -> None:
        self._pseudonym = pseudonym

    def add(self, asked: Asked, total: int | None, stamp: Stamp) -> Issue:
        issue = asked.issue
        if (met := self.find(issue.id)) is not None:
            return as_requested(met, issue)
        _refuse_reserved(issue, total)
        for number, page in enumerate(asked.pages):
            dynamo.put(_page(issue, number, page, stamp.at))
        first = Write("Put", _record(issue, stamp), CouponRecord.pk.does_not_exist())
        try:
            dynamo.transact([first, reserve(issue.template_id, issue.customer_count, total)])
        except ConditionFailed as lost:
            if not lost.failed[0]:
                raise AllReserved from None
            winner: Any = lost.old[0]
            return as_requested(_issue_of.decode(winner.body), issue)
        return issue

    def find(self, issue_id: str) -> Issue | None:
        record = dynamo.find(CouponRecord, f"ISSUE#{issue_id}", "-", consistent=True)
        return _issue_of.decode(record.body) if record else None

    def begin(self, issue: Issue) -> None:
        is_free = CouponRecord.holder.does_not_exist() | (CouponRecord.holder == issue.id)
        record = _reserved(issue)
        try:
            dynamo.apply(Write("Update", record, is_free, [CouponRecord.holder.set(issue.id)]))
        except ConditionFailed:
            raise Unavailable("Another issue of the template goes first.") from None

    def customers(self, issue: Issue, page: int) -> Sequence[str]:
        record = dynamo.find(CouponRecord, *_page_key(issue, page))
        if record is None:
            raise NotFound("The customers of this issue are not kept any more.", issue_id=issue.id)
        return msgspec.json.decode(record.body or "", type=list[str])

    def full(self, issue: Issue, customers: Sequence[str], per_user: int) -> Sequence[str]:
        """By the last coupon that each may have; one round trip a hundred customers."""
        keys = [
            coupon_key(each, f"{issue.template_id}-{self._pseudonym(each)}-{per_user}")
            for each in customers
        ]
        held = map(held_of, dynamo.find_many(CouponRecord, keys, consistent=True))
        full = {each.coupon.customer for each in held if each.coupon.request != issue.request}
        return [each for each in customers if each in full]

    def turn(self, issue: Issue, stamp: Stamp) -> None:
        is_next = CouponRecord.version == issue.version - 1
        mine = Write("Put", _record(issue, stamp), is_next)
        try:
            dynamo.transact([mine, _let_go(issue)] if issue.is_over else [mine])
        except ConditionFailed:
            return


def _refuse_reserved(issue: Issue, total: int | None) -> None:
    """Before its customers are written; the write looks again. Raises AllReserved."""
    record = _reserved(issue)
    met = dynamo.find(CouponRecord, record.pk, record.sk, consistent=True)
    taken = (met.taken or 0) if met else 0
    if total is not None and taken + issue.customer_count > total:
        raise AllReserved


def _let_go(issue: Issue) -> Write:
    left = issue.customer_count - issue.given_count
    let_go: list[Action] = [CouponRecord.holder.remove()]
    actions = [*let_go, CouponRecord.taken.add(-left)] if left else let_go
    return Write("Update", _reserved(issue), CouponRecord.holder == issue.id, actions)


def _page(issue: Issue, number: int, customers: Sequence[str], at: datetime) -> CouponRecord:
    record = CouponRecord(*_page_key(issue, number))
    record.body = msgspec.json.encode(customers).decode()
    record.expires_at = math.ceil((at + _KEPT_FOR).timestamp())
    return record


def _page_key(issue: Issue, number: int) -> tuple[str, str]:
    return f"ISSUE#{issue.id}", f"CUSTOMERS#{issue.request}#{number:03}"


def _record(issue: Issue, stamp: Stamp) -> CouponRecord:
    record = CouponRecord(f"ISSUE#{issue.id}", "-", version=issue.version, body=encode(issue))
    record.gsi1pk, record.gsi1sk = asked_key(issue)
    return record.stamped(stamp, _FACT_OF[issue.state])


def _reserved(issue: Issue) -> CouponRecord:
    return CouponRecord(template_key(issue.template_id)[0], "RESERVED")
