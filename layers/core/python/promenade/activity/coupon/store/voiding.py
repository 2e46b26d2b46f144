"""Codes that are not good any more, in DynamoDB (see `promenade.activity.coupon.store.codes`).

The codes of a page, how far the batch is and what the template may give again are one transaction:
whoever takes the same page at the same time finds the batch further on, and a code is either
redeemed or void.
"""

from collections.abc import Sequence

import msgspec

from promenade.activity.coupon.model.codes import IssuedCode, MadeBatch
from promenade.activity.coupon.store.codes import (
    BatchRecord,
    DynamoBatchStore,
    batch_key,
    code_record,
    reserve,
)
from promenade.activity.coupon.store.records import CouponRecord, encode
from promenade.contracts.coupon_facts import (
    CouponCodesVoided,
    CouponCodesVoidRequested,
    CouponCodeVoided,
)
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


class DynamoVoidStore:
    def __init__(self) -> None:
        batches = DynamoBatchStore()
        self.find, self.find_code = batches.find, batches.find_code

    def stop(self, made: MadeBatch, reason: str, stamp: Stamp) -> MadeBatch:
        batch = replace(made.batch, void_reason=reason)
        after = replace(made, batch=batch)
        turned = BatchRecord(*batch_key(batch.id), version=after.version, state="void")
        turned.checked, turned.body = 0, encode(batch)
        is_over = after.state == "void"
        turned.stamped(stamp, CouponCodesVoided if is_over else CouponCodesVoidRequested)
        is_same = (BatchRecord.taken == made.made_count) & BatchRecord.state.does_not_exist()
        first = Write("Update", turned, is_same, turned.changes())
        left = batch.count - made.made_count
        try:
            dynamo.transact([first, reserve(batch.template_id, -left, None)])
        except ConditionFailed:
            raise Contended from None
        return after

    def void_page(self, made: MadeBatch, stamp: Stamp) -> MadeBatch:
        texts = _page(made)
        alive = texts
        while True:
            after = replace(
                made,
                checked_count=made.checked_count + len(texts),
                void_count=made.void_count + len(alive),
            )
            try:
                dynamo.transact_once(_writes(made, after, alive, stamp))
            except ConditionFailed as lost:
                if lost.failed[0]:
                    raise Contended from None
                alive = _others(alive, lost.failed[2:])
            else:
                return after

    def void_code(self, code: IssuedCode, reason: str, stamp: Stamp) -> None:
        record = code_record(code.text, code.template_id, "void", reason)
        record.version = 1
        first = _turned(record.stamped(stamp, CouponCodeVoided))
        try:
            dynamo.transact([first, reserve(code.template_id, -1, None)])
        except ConditionFailed:
            raise Contended from None


def _others(texts: Sequence[str], used: Sequence[bool]) -> list[str]:
    return [text for text, is_used in zip(texts, used, strict=True) if not is_used]


def _page(made: MadeBatch) -> list[str]:
    place, _ = batch_key(made.batch.id)
    record = dynamo.find(BatchRecord, place, f"CODES#{made.checked_count:06}", consistent=True)
    return msgspec.json.decode(record.body, type=list[str]) if record else []


def _writes(made: MadeBatch, after: MadeBatch, alive: Sequence[str], stamp: Stamp) -> list[Write]:
    batch = made.batch
    turned = BatchRecord(*batch_key(batch.id), checked=after.checked_count, gone=after.void_count)
    if after.state == "void":
        turned.version = after.version
        turned.stamped(stamp, CouponCodesVoided)
    first = Write("Update", turned, BatchRecord.checked == made.checked_count, turned.changes())
    reason = batch.void_reason
    void = [code_record(text, batch.template_id, "void", reason) for text in alive]
    return [first, reserve(batch.template_id, -len(alive), None), *map(_turned, void)]


def _turned(record: CouponRecord) -> Write:
    return Write("Update", record, CouponRecord.state == "issued", record.changes())
