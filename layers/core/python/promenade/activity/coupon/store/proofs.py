"""What coupons are proven by, in DynamoDB.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| what the last look at a template found | `PROOF#<template>` | `-` | `FAULTS` where any | its id |
| a coupon that was given | `ROSTER#<template>#<shard>` | `<coupon>` | | |
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from promenade.activity.coupon.model.codes import CodeBatch
from promenade.activity.coupon.model.coupon import HeldCoupon
from promenade.activity.coupon.model.issuing import Issue
from promenade.activity.coupon.model.proving import (
    Counts,
    Outstanding,
    Proof,
    Tally,
    is_reserved,
    tallied,
)
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.service.giving import total_pieces
from promenade.activity.coupon.store.codes import BatchRecord, asked_of, code_key, made_of
from promenade.activity.coupon.store.funnel import ROSTERS, DynamoFunnel, roster
from promenade.activity.coupon.store.records import (
    CouponRecord,
    TemplateRecord,
    coupon_key,
    encode,
    held_of,
)
from promenade.activity.coupon.store.templates import every
from promenade.kit import dynamo
from promenade.kit.dynamo_pieces import DynamoPieces
from promenade.kit.packs import packs
from promenade.kit.records import Partition

_PAGE = 100
_FIRST, _LAST = " ", "\U0010ffff"
_proof_of = msgspec.json.Decoder(Proof)
_issue_of = msgspec.json.Decoder(Issue)


class DynamoCouponProofs:
    def __init__(self) -> None:
        self._funnel, self._pieces = DynamoFunnel(), DynamoPieces(CouponRecord)

    def unarchived(self) -> Iterator[Template]:
        yield from every(TemplateStatus.ACTIVE)
        yield from every(TemplateStatus.STOPPED)

    def proofs(self, template_ids: Sequence[str]) -> dict[str, Proof]:
        keys = [(f"PROOF#{id_}", "-") for id_ in template_ids]
        found = [_proof_of.decode(body) for body in dynamo.find_bodies(TemplateRecord, keys)]
        return {proof.template_id: proof for proof in found}

    def keep(self, proof: Proof) -> None:
        record = TemplateRecord(f"PROOF#{proof.template_id}", "-", body=encode(proof))
        if proof.faults:
            record.gsi1pk, record.gsi1sk = "FAULTS", proof.template_id
        dynamo.put(record)

    def list_faulty(self, limit: int) -> Sequence[Proof]:
        place = Partition("FAULTS", index="gsi1")
        page = dynamo.page(TemplateRecord, place, limit=limit, after=None)
        return [_proof_of.decode(each.body) for each in page.items]

    def counts(self, template: Template) -> Counts:
        total = None if is_reserved(template) else template.terms.total
        taken, overfull = 0, dict[str, int]()
        for pieces in total_pieces(template, total) if total else ():
            for shard, count in self._pieces.shards(pieces).items():
                taken += count
                if count > pieces.part(shard):
                    overfull[f"{pieces.key}#{shard}"] = count - pieces.part(shard)
        funnel = self._funnel.read(template.id)
        return Counts(taken, overfull, funnel.reserved, funnel)

    def tally(self, template_id: str, at: datetime) -> Tally:
        return tallied(self._listed(template_id), at)

    def outstanding(self, template: Template) -> Outstanding:
        unowned, owned = 0, 0
        for record in _asked(template.id):
            if record.pk.startswith("BATCH#"):
                free, gone = _codes(record)
            else:
                free, gone = _issued(_issue_of.decode(record.body))
            unowned, owned = unowned + free, owned + gone
        return Outstanding(unowned, owned)

    def _listed(self, template_id: str) -> Iterator[HeldCoupon | str]:
        """Those that were given, a round trip a hundred; the id of one that is not there."""
        for each in packs(listed(template_id), lambda _: 0, most=_PAGE):
            keys = [coupon_key(customer, id_) for customer, id_ in each]
            found = map(held_of, dynamo.find_many(CouponRecord, keys, consistent=True))
            held = {coupon.coupon.id: coupon for coupon in found}
            yield from (held.get(id_, id_) for _, id_ in each)


def listed(template_id: str) -> Iterator[tuple[str, str]]:
    """The customer and the id of each coupon of a template that was given."""
    for shard in range(ROSTERS):
        place = roster(template_id, shard)
        for record in dynamo.all_between(CouponRecord, place, _FIRST, _LAST, consistent=True):
            yield record.holder, record.sk


def _asked(template_id: str) -> Iterator[BatchRecord]:
    """The batches and issues of a template, in two round trips a hundred."""
    place, after, is_over = Partition(asked_of(template_id), index="gsi1"), None, False
    while not is_over:
        page = dynamo.page(TemplateRecord, place, limit=_PAGE, after=after)
        keys = [(each.pk, each.sk) for each in page.items]
        yield from dynamo.find_many(BatchRecord, keys, consistent=True)
        after, is_over = page.next, page.next is None


def _codes(record: BatchRecord) -> tuple[int, int]:
    """How many coupons of a batch nobody has, and how many somebody has."""
    made, states = made_of(record), list[str]()
    pages = dynamo.all_between(BatchRecord, record.pk, "CODES#", "CODES#~", consistent=True)
    for page in pages:
        texts = msgspec.json.decode(page.body, type=list[str])
        found = dynamo.find_many(CouponRecord, map(code_key, texts), consistent=True)
        states += [each.state for each in found]
    unmade = 0 if made.batch.void_reason else _left(made.batch, made.made_count)
    return unmade + states.count("issued"), states.count("taken")


def _left(batch: CodeBatch, made_count: int) -> int:
    return batch.count - made_count


def _issued(issue: Issue) -> tuple[int, int]:
    """What a running issue keeps is given back where it leaves customers out."""
    return (0, issue.given_count) if issue.is_over else (issue.customer_count, 0)
