"""Codes and their batches in DynamoDB.

A page of codes, the codes themselves and how far the batch is are one transaction: whoever makes
the same page at the same time finds the batch further on.
"""

import secrets
from collections.abc import Iterator, Sequence
from itertools import count as counting
from typing import Any

import msgspec
from pynamodb.attributes import BinaryAttribute

from promenade.activity.coupon.model.codes import CodeBatch, IssuedCode, MadeBatch, code_text
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Code
from promenade.activity.coupon.service.coding import as_requested
from promenade.activity.coupon.service.ports import AllReserved
from promenade.activity.coupon.store.records import CouponRecord, encode, template_key
from promenade.contracts.coupon_facts import CouponCodesMade, CouponCodesRequested
from promenade.kit import dynamo
from promenade.kit.codes import normalised
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp

_batch_of = msgspec.json.Decoder(CodeBatch)


class BatchRecord(CouponRecord):
    """`taken` counts the codes that were made; `seed` is the batch's secret, which no fact and no
    audit record holds."""

    seed = BinaryAttribute(null=True, legacy_encoding=False)


class DynamoBatchStore:
    def add(self, batch: CodeBatch, total: int | None, stamp: Stamp) -> MadeBatch:
        record = BatchRecord(*_key(batch.id), version=1, taken=0, body=encode(batch))
        record.seed = secrets.token_bytes(32)
        first = Write("Put", record.stamped(stamp, CouponCodesRequested), _is_new())
        try:
            dynamo.transact([first, reserve(batch.template_id, batch.count, total)])
        except ConditionFailed as lost:
            met: Any = lost.old[0]
            if not lost.failed[0]:
                raise AllReserved from None
            return as_requested(_batch_of.decode(met.body), batch)
        return MadeBatch(batch, 0)

    def find(self, batch_id: str) -> MadeBatch | None:
        record = dynamo.find(BatchRecord, *_key(batch_id), consistent=True)
        return _made(record) if record else None

    def make(self, made: MadeBatch, count: int, stamp: Stamp) -> MadeBatch:
        record = dynamo.find(BatchRecord, *_key(made.batch.id), consistent=True)
        seed = record.seed if record else b""
        numbers = range(made.made_count, made.made_count + count)
        texts = [code_text(made.batch, seed, number) for number in numbers]
        for attempt in counting(1):
            try:
                dynamo.transact_once(_page(made, texts, stamp))
            except ConditionFailed as lost:
                if lost.failed[0]:
                    raise Contended from None
                for place, is_taken in enumerate(lost.failed[2:]):
                    if is_taken:
                        texts[place] = code_text(made.batch, seed, numbers[place], attempt)
            else:
                break
        return MadeBatch(made.batch, made.made_count + count)

    def codes(self, batch_id: str) -> Iterator[str]:
        pages = dynamo.all_between(BatchRecord, f"BATCH#{batch_id}", "CODES#", "CODES#~")
        for page in pages:
            yield from msgspec.json.decode(page.body, type=list[str])

    def find_code(self, text: str) -> IssuedCode | None:
        record = dynamo.find(CouponRecord, *code_key(text), consistent=True)
        return _issued(text, record) if record else None


def reserve(template_id: str, count: int, total: int | None) -> Write:
    """So many of the template's coupons, for who gives them one by one."""
    record = CouponRecord(template_key(template_id)[0], "RESERVED")
    taken = CouponRecord.taken
    is_left = None if total is None else (taken <= total - count)
    if total is not None and count <= total:
        is_left = taken.does_not_exist() | is_left
    return Write("Update", record, is_left, [taken.add(count)])


def code_key(text: str) -> tuple[str, str]:
    return f"CODE#{normalised(text)}", "-"


def share(template: Template) -> list[Write]:
    """The code that all share, where the template has one."""
    text = _shared(template)
    record = CouponRecord(*code_key(text), state="shared", body=template.id) if text else None
    return [Write("Put", record, _is_new())] if record else []


def free(template: Template) -> list[Write]:
    """Of a template that had it."""
    text = _shared(template)
    record = CouponRecord(*code_key(text)) if text and template.activated_at else None
    return [Write("Delete", record, CouponRecord.body == template.id)] if record else []


def _shared(template: Template) -> str | None:
    take = template.terms.take
    return take.text if isinstance(take, Code) else None


def take(code: IssuedCode, customer: str, coupon_id: str) -> Write:
    """By its first customer."""
    record = CouponRecord(*code_key(code.text))
    actions = [
        CouponRecord.state.set("taken"),
        CouponRecord.holder.set(customer),
        CouponRecord.coupon_id.set(coupon_id),
    ]
    return Write("Update", record, CouponRecord.state == "issued", actions)


def _page(made: MadeBatch, texts: Sequence[str], stamp: Stamp) -> list[Write]:
    batch, before = made.batch, made.made_count
    turned = BatchRecord(*_key(batch.id), taken=before + len(texts))
    if turned.taken == batch.count:
        turned.version = 2
        turned.stamped(stamp, CouponCodesMade)
    first = Write("Update", turned, BatchRecord.taken == before, turned.changes())
    body = msgspec.json.encode(texts).decode()
    page = BatchRecord(f"BATCH#{batch.id}", f"CODES#{before:06}", body=body)
    return [first, Write("Put", page), *(_code(batch, text) for text in texts)]


def _code(batch: CodeBatch, text: str) -> Write:
    record = CouponRecord(*code_key(text), state="issued", body=batch.template_id)
    return Write("Put", record, _is_new())


def _issued(text: str, record: CouponRecord) -> IssuedCode:
    is_single = record.state != "shared"
    return IssuedCode(text, record.body, is_single, record.holder, record.coupon_id)


def _made(record: BatchRecord) -> MadeBatch:
    return MadeBatch(_batch_of.decode(record.body), record.taken or 0)


def _key(batch_id: str) -> tuple[str, str]:
    return f"BATCH#{batch_id}", "-"


def _is_new() -> Any:
    return CouponRecord.pk.does_not_exist()
