"""Issues in DynamoDB.

| item | pk | sk |
|---|---|---|
| issue | `ISSUE#<id>` | `-` |

The item that counts what a template's issues reserved also says which of them is carried out.
"""

from collections.abc import Collection
from typing import Any

import msgspec
from pynamodb.expressions.update import Action

from promenade.activity.coupon.model.issuing import Issue, IssueState
from promenade.activity.coupon.service.issuing import as_requested
from promenade.activity.coupon.service.ports import AllReserved
from promenade.activity.coupon.store.codes import reserve
from promenade.activity.coupon.store.coupons import Pseudonym
from promenade.activity.coupon.store.records import (
    CouponRecord,
    coupon_key,
    encode,
    held_of,
    template_key,
)
from promenade.contracts.coupon_facts import (
    CouponIssueDone,
    CouponIssueFact,
    CouponIssueRefused,
    CouponIssueRequested,
)
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Unavailable
from promenade.kit.stamp import Stamp

_issue_of = msgspec.json.Decoder(Issue)
_FACT_OF: dict[IssueState, type[CouponIssueFact]] = {
    "queued": CouponIssueRequested,
    "done": CouponIssueDone,
    "refused": CouponIssueRefused,
}


class DynamoIssueStore:
    def __init__(self, pseudonym: Pseudonym) -> None:
        self._pseudonym = pseudonym

    def add(self, issue: Issue, total: int | None, stamp: Stamp) -> Issue:
        record = _record(issue, stamp)
        first = Write("Put", record, CouponRecord.pk.does_not_exist())
        try:
            dynamo.transact([first, reserve(issue.template_id, issue.customer_count, total)])
        except ConditionFailed as lost:
            if not lost.failed[0]:
                raise AllReserved from None
            met: Any = lost.old[0]
            return as_requested(_issue_of.decode(met.body), issue)
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

    def full(self, issue: Issue, per_user: int) -> Collection[str]:
        """By the last coupon that each may have; one round trip a hundred customers."""
        keys = [
            coupon_key(each, f"{issue.template_id}-{self._pseudonym(each)}-{per_user}")
            for each in issue.customers
        ]
        held = map(held_of, dynamo.find_many(CouponRecord, keys, consistent=True))
        return {each.coupon.customer for each in held if each.coupon.request != issue.request}

    def end(self, issue: Issue, stamp: Stamp) -> None:
        left = issue.customer_count - issue.given_count
        let_go: list[Action] = [CouponRecord.holder.remove()]
        actions = [*let_go, CouponRecord.taken.add(-left)] if left else let_go
        is_next = CouponRecord.version == issue.version - 1
        mine = Write("Put", _record(issue, stamp), is_next)
        is_held = CouponRecord.holder == issue.id
        try:
            dynamo.transact([mine, Write("Update", _reserved(issue), is_held, actions)])
        except ConditionFailed:
            return


def _record(issue: Issue, stamp: Stamp) -> CouponRecord:
    record = CouponRecord(f"ISSUE#{issue.id}", "-", version=issue.version, body=encode(issue))
    return record.stamped(stamp, _FACT_OF[issue.state])


def _reserved(issue: Issue) -> CouponRecord:
    return CouponRecord(template_key(issue.template_id)[0], "RESERVED")
