"""Coupons as they are taken out of DynamoDB, page by page: those of a template by its rosters, and
the codes of a batch as they were made."""

from collections.abc import Iterable, Sequence

import msgspec

from promenade.activity.coupon.model.coupon import HeldCoupon
from promenade.activity.coupon.service.exporting import ExportedCode
from promenade.activity.coupon.store.codes import BatchRecord, code_key
from promenade.activity.coupon.store.funnel import ROSTERS, roster
from promenade.activity.coupon.store.records import CouponRecord, coupon_key, held_of
from promenade.kit import dynamo
from promenade.kit.paging import Page, Position


class DynamoCouponExports:
    def of_template(self, template_id: str, limit: int, after: Position | None) -> Page[HeldCoupon]:
        """A round trip a roster that is looked through, and one for what they name."""
        listed, first = list[CouponRecord](), int(after["roster"]) if after else 0
        for shard in range(first, ROSTERS):
            beyond = CouponRecord.sk > after["sk"] if after and shard == first else None
            room, place = limit - len(listed), roster(template_id, shard)
            page = dynamo.page(CouponRecord, place, limit=room, after=None, sk=beyond)
            listed += page.items
            if page.next is not None:
                position = {"roster": str(shard), "sk": page.next["sk"]}
                return Page(_in_order(listed), position)
            if len(listed) == limit and shard + 1 < ROSTERS:
                return Page(_in_order(listed), {"roster": str(shard + 1), "sk": " "})
        return Page(_in_order(listed), None)

    def of_batch(self, batch_id: str, after: Position | None) -> Page[ExportedCode]:
        """Those that were made together: three round trips."""
        made = BatchRecord.sk.startswith("CODES#")
        page = dynamo.page(BatchRecord, f"BATCH#{batch_id}", limit=1, after=after, sk=made)
        texts = [text for each in page.items for text in _texts(each)]
        found = dynamo.find_many(CouponRecord, map(code_key, texts), consistent=True)
        codes = {(each.pk, each.sk): each for each in found}
        ours = [(text, codes[code_key(text)]) for text in texts if code_key(text) in codes]
        taken = [(each.holder, each.coupon_id) for _, each in ours if each.coupon_id]
        held = _held(taken)
        exported = (
            ExportedCode(text, str(each.state), held.get(each.coupon_id or ""))
            for text, each in ours
        )
        return Page(tuple(exported), page.next)


def _in_order(listed: Sequence[CouponRecord]) -> tuple[HeldCoupon, ...]:
    held = _held((each.holder or "", each.sk) for each in listed)
    return tuple(held[each.sk] for each in listed if each.sk in held)


def _held(owners: Iterable[tuple[str, str]]) -> dict[str, HeldCoupon]:
    keys = [coupon_key(*owner) for owner in owners]
    found = map(held_of, dynamo.find_many(CouponRecord, keys, consistent=True))
    return {held.coupon.id: held for held in found}


def _texts(page: BatchRecord) -> list[str]:
    return msgspec.json.decode(page.body, type=list[str])
