"""Codes and their batches in DynamoDB.

A page of codes, the codes themselves and how far the batch is are one transaction: whoever makes
the same page at the same time finds the batch further on.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count as counting
from typing import Any

import msgspec
from pynamodb.attributes import BinaryAttribute

from promenade.activity.coupon.model.codes import (
    CodeBatch,
    IssuedCode,
    MadeBatch,
    TemplateCode,
    code_text,
)
from promenade.activity.coupon.model.issuing import Issue
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Code
from promenade.activity.coupon.service.coding import as_requested
from promenade.activity.coupon.service.ports import AllReserved
from promenade.activity.coupon.store.records import CouponRecord, encode, template_key
from promenade.contracts.coupon_facts import CouponCodesMade, CouponCodesRequested
from promenade.kit import dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.clock import to_wire
from promenade.kit.codes import normalised
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp

OF_A_PROMOTION = "promotion"
"""The state of a code that a promotion has, whose id is the item's body."""

_batch_of = msgspec.json.Decoder(CodeBatch)
_code_of = msgspec.json.Decoder(TemplateCode)


class BatchRecord(CouponRecord):
    """`taken` counts the codes that were made, `checked` those of them that were looked at to be
    void, `gone` those that are; `seed` is the batch's secret, which no fact and no audit record
    holds."""

    seed = BinaryAttribute(null=True, legacy_encoding=False)
    checked = IntegerAttribute(null=True)
    gone = IntegerAttribute(null=True)


class DynamoBatchStore:
    def add(self, batch: CodeBatch, total: int | None, stamp: Stamp) -> MadeBatch:
        record = BatchRecord(*batch_key(batch.id), version=1, taken=0, body=encode(batch))
        record.seed = secrets.token_bytes(32)
        record.gsi1pk, record.gsi1sk = asked_key(batch)
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
        record = dynamo.find(BatchRecord, *batch_key(batch_id), consistent=True)
        return made_of(record) if record else None

    def make(self, made: MadeBatch, count: int, stamp: Stamp) -> MadeBatch:
        record = dynamo.find(BatchRecord, *batch_key(made.batch.id), consistent=True)
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
        is_coupon = record is not None and record.state != OF_A_PROMOTION
        return _issued(text, record) if record and is_coupon else None


def asked_key(asked: CodeBatch | Issue) -> tuple[str, str]:
    """Where the batches and issues of a template are listed."""
    return asked_of(asked.template_id), f"{to_wire(asked.requested_at)}#{asked.id}"


def asked_of(template_id: str) -> str:
    return f"ASKED#{template_id}"


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


def share(template: Template, at: datetime) -> list[Write]:
    """The code that all share, where the template has one."""
    text = _shared(template)
    return [Write("Put", code_record(text, template.id, "shared"), is_free(at))] if text else []


def free(template: Template) -> list[Write]:
    """Of a template that had it."""
    text = _shared(template)
    if not text or not template.activated_at:
        return []
    record = code_record(text, template.id, "shared")
    return [Write("Delete", record, CouponRecord.body == record.body)]


def code_record(text: str, template_id: str, state: str, reason: str = "") -> CouponRecord:
    body = encode(TemplateCode(text, template_id, reason))
    return CouponRecord(*code_key(text), state=state, body=body)


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
    turned = BatchRecord(*batch_key(batch.id), taken=before + len(texts))
    if turned.taken == batch.count:
        turned.version = 2
        turned.stamped(stamp, CouponCodesMade)
    is_next = (BatchRecord.taken == before) & BatchRecord.state.does_not_exist()
    first = Write("Update", turned, is_next, turned.changes())
    body = msgspec.json.encode(texts).decode()
    page = BatchRecord(f"BATCH#{batch.id}", f"CODES#{before:06}", body=body)
    return [first, Write("Put", page), *(_code(batch, text, stamp.at) for text in texts)]


def _code(batch: CodeBatch, text: str, at: datetime) -> Write:
    return Write("Put", code_record(text, batch.template_id, "issued"), is_free(at))


def _issued(text: str, record: CouponRecord) -> IssuedCode:
    template_id, state = _code_of.decode(record.body).template_id, record.state
    is_single, is_void = state != "shared", state == "void"
    return IssuedCode(text, template_id, is_single, record.holder, record.coupon_id, is_void)


def made_of(record: BatchRecord) -> MadeBatch:
    batch, taken = _batch_of.decode(record.body), record.taken or 0
    return MadeBatch(batch, taken, record.checked or 0, record.gone or 0)


def batch_key(batch_id: str) -> tuple[str, str]:
    return f"BATCH#{batch_id}", "-"


def is_free(at: datetime) -> Any:
    """No coupon has the code, nor a promotion that has not ended."""
    has_ended = CouponRecord.expires_at <= int(at.timestamp())
    return _is_new() | ((CouponRecord.state == OF_A_PROMOTION) & has_ended)


def holder_of(record: CouponRecord) -> dict[str, str]:
    """Who has a code, as a fact of a refusal."""
    if record.state == OF_A_PROMOTION:
        return {"promotion_id": record.body}
    return {"template_id": _code_of.decode(record.body).template_id}


def _is_new() -> Any:
    return CouponRecord.pk.does_not_exist()
