"""Coupons in transactions of orders (contracts.coupons.CouponHolds) and offers
(contracts.coupon_gifts.CouponGifts), and the codes of promotions in transactions of theirs
(contracts.codes.CodeRegister).

To keep a coupon and to let it go nothing is looked up: the writes are the check. What states a fact
is read first, because the fact is told from the coupon's whole document.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from promenade.activity.coupon.model.coupon import Coupon, Draw, HeldCoupon, void
from promenade.activity.coupon.service.gifts import describe, gift_grant, withheld
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.activity.coupon.store import locks
from promenade.activity.coupon.store.codes import OF_A_PROMOTION, code_key, is_free
from promenade.activity.coupon.store.coupons import DynamoCouponStore, Pseudonym
from promenade.activity.coupon.store.funnel import DynamoFunnel
from promenade.activity.coupon.store.locks import Keeping
from promenade.activity.coupon.store.records import CouponRecord
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.contracts.coupon_facts import CouponReturned, CouponUsed, CouponVoided
from promenade.contracts.coupon_gifts import CouponGift, GiftTemplate, GivenCoupon
from promenade.kit.dynamo import Write
from promenade.kit.errors import DomainError, NotFound, Unavailable
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

_TURN = frozenset({"dynamodb:BatchGetItem", "dynamodb:PutItem"})
ACTIONS: Mapping[str, frozenset[str]] = {
    "hold": frozenset({"dynamodb:UpdateItem"}),
    "commit": _TURN | {"dynamodb:GetItem"},
    "release": frozenset({"dynamodb:UpdateItem"}),
    "expire": frozenset({"dynamodb:UpdateItem"}),
    "take_back": _TURN | {"dynamodb:GetItem"},
    "register": frozenset({"dynamodb:PutItem", "dynamodb:DeleteItem"}),
    "gone": frozenset({"dynamodb:BatchGetItem"}),
    "revoke": _TURN,
    "give": _TURN | {"dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"},
}
"""What a function that joins them needs to do with the table of coupons."""

_NOTHING = Part((), lambda _lost: None)


class DynamoCouponHolds:
    """Made once per container."""

    def __init__(self) -> None:
        self._templates = CurrentTemplates(DynamoTemplateStore())

    def hold(
        self,
        holder: str,
        customer: str,
        coupon_ids: Sequence[str],
        until: datetime,
        stamp: Stamp,
    ) -> Sequence[Part]:
        due = [CouponRecord.due_at.set(until)]
        return [locks.lock(Keeping(holder, customer, id_), due, stamp) for id_ in coupon_ids]

    def commit(
        self, holder: str, customer: str, saved_minor: Mapping[str, int], stamp: Stamp
    ) -> Sequence[Part]:
        def use(keeping: Keeping, held: HeldCoupon) -> Part:
            share = self._templates.at(held.coupon.template_id, stamp.at).terms.cost_share
            saving = share.split(saved_minor[keeping.coupon_id])
            used = replace(held.coupon, order=holder, used_at=stamp.at, saving=saving)
            after = HeldCoupon(_next(used), "used", holder)
            return locks.turn(keeping, held, after, CouponUsed, stamp)

        return _turned(_keepings(holder, customer, saved_minor), "locked", use)

    def release(
        self, holder: str, customer: str, coupon_ids: Sequence[str], stamp: Stamp
    ) -> Sequence[Part]:
        return [locks.unlock(each, stamp) for each in _keepings(holder, customer, coupon_ids)]

    def expire(
        self, holder: str, customer: str, coupon_ids: Sequence[str], stamp: Stamp
    ) -> Sequence[Part]:
        is_due = [CouponRecord.due_at <= stamp.at]
        keepings = _keepings(holder, customer, coupon_ids)
        return [locks.unlock(each, stamp, is_due) for each in keepings]

    def take_back(
        self, holder: str, customer: str, coupon_ids: Sequence[str], stamp: Stamp
    ) -> Sequence[Part]:
        def return_(keeping: Keeping, held: HeldCoupon) -> Part:
            template = self._templates.at(held.coupon.template_id, stamp.at)
            if not template.terms.restore_on_cancel:
                return _NOTHING
            returned = replace(held.coupon, used_at=None)
            after = HeldCoupon(_next(returned), "unused")
            return locks.turn(keeping, held, after, CouponReturned, stamp)

        return _turned(_keepings(holder, customer, coupon_ids), "used", return_)


def _keepings(holder: str, customer: str, coupon_ids: Iterable[str]) -> list[Keeping]:
    return [Keeping(holder, customer, id_) for id_ in coupon_ids]


def _turned(
    keepings: Sequence[Keeping], state: str, turn: Callable[[Keeping, HeldCoupon], Part]
) -> list[Part]:
    """Of those that the holder has in this state; the others are refused, but for what staff took
    away after it was used."""
    found, parts = locks.find(keepings), []
    for keeping in keepings:
        held = found.get(keeping.coupon_id)
        is_mine = held is not None and held.holder == keeping.holder
        if held and is_mine and held.state == state:
            parts.append(turn(keeping, held))
        elif held and is_mine and (state, held.state) == ("used", "void"):
            parts.append(_NOTHING)
        else:
            parts.append(locks.refused(locks.conflict(keeping, held.state if held else None)))
    return parts


def _next(coupon: Coupon) -> Coupon:
    return replace(coupon, version=coupon.version + 1)


class DynamoCodeRegister:
    def take(self, text: str, promotion_id: str, until: datetime | None, stamp: Stamp) -> Write:
        record = CouponRecord(*code_key(text), state=OF_A_PROMOTION, body=promotion_id)
        record.expires_at = math.ceil(until.timestamp()) if until else None
        mine = CouponRecord.body == promotion_id
        return Write("Put", record.stamped(stamp), is_free(stamp.at) | mine)

    def give_back(self, text: str, promotion_id: str) -> Write:
        mine = CouponRecord.pk.does_not_exist() | (CouponRecord.body == promotion_id)
        return Write("Delete", CouponRecord(*code_key(text)), mine)


class DynamoCouponGifts:
    """Made once per container. `pseudonym` stands for a customer in the ids of coupons."""

    def __init__(self, pseudonym: Pseudonym, draw: Draw) -> None:
        self._templates = CurrentTemplates(DynamoTemplateStore())
        self._coupons, self._funnel = DynamoCouponStore(pseudonym), DynamoFunnel()
        self._draw = draw

    def find_template(self, template_id: str, at: datetime) -> GiftTemplate | None:
        try:
            return describe(self._templates.at(template_id, at))
        except NotFound:
            return None

    def gone(self, templates: Iterable[GiftTemplate]) -> Collection[str]:
        totals = {each.id: each.total for each in templates if each.total is not None}
        issued = self._funnel.issued(list(totals)) if totals else {}
        return {id_ for id_, count in issued.items() if count >= totals[id_]}

    def give(self, gift: CouponGift, stamp: Stamp) -> tuple[GivenCoupon, Part]:
        try:
            template = self._templates.at(gift.template_id, stamp.at)
            held, part = self._coupons.offer(gift_grant(template, gift, stamp, self._draw), stamp)
        except Unavailable:
            raise
        except DomainError as refusal:
            raise withheld(refusal) from None
        coupon = held.coupon
        return GivenCoupon(coupon.id, coupon.starts_at, coupon.ends_at), part

    def revoke(self, customer: str, coupon_id: str, reason: str, stamp: Stamp) -> Part | None:
        held = self._coupons.find_many(customer, [coupon_id]).get(coupon_id)
        if held is None or held.state != "unused":
            return None
        return self._coupons.turning(held, void(held, reason), CouponVoided, stamp)
