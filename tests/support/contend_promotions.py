"""One of many who publish at the same moment:
`python -m tests.support.contend_promotions SEED COUNT`.

In each round everybody drafts and publishes a promotion of the same group for the same lines. Every
other one drafts one with the same code, the others share that out as a coupon's. Prints as JSON, by
round, whether it came into force and held it.
"""

import json
import sys
from datetime import UTC, datetime

from promenade.activity.coupon.holds import DynamoCodeRegister
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Code, Relative, Terms
from promenade.activity.coupon.store import codes
from promenade.base.promotion.model import CouponCode, Limits, Promotion, Stage
from promenade.base.promotion.model.effects import Amount, OrderOff
from promenade.base.promotion.service import managing, reviewing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.service.revisions import CodeTaken, PromotionsOverlap
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.contracts.coupons import CouponAmount
from promenade.contracts.reviews import STANDARD_POLICY
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.claims import NOTHING_SOLD

_store = DynamoPromotionStore(DynamoCodeRegister())
_allotments = DynamoAllotments()


def contend(seed: int, count: int) -> list[tuple[bool, bool]]:
    return [(_publishes(seed, number), _holds(seed, number)) for number in range(count)]


def _publishes(seed: int, number: int) -> bool:
    id_ = f"rush-{number}-{seed}"
    effects = (OrderOff(Amount(100)),)
    rival = Promotion(
        id_,
        id_,
        1,
        Stage.ORDER,
        effects,
        limits=Limits(9),
        currency="CNY",
        exclusion_group=f"rush-{number}",
    )
    managing.draft(rival, _stamp(id_), _store)
    reviewing.submit(Change(id_, 1, _stamp(f"submit {id_}")), STANDARD_POLICY, _store, NOTHING_SOLD)
    agreed = replace(_stamp(f"approve {id_}"), actor="staff:other")
    reviewing.approve(Change(id_, 2, agreed), _store)
    try:
        step = Change(id_, 3, _stamp(f"publish {id_}"))
        managing.publish(step, _store, _allotments, NOTHING_SOLD, accept_overlaps=False)
    except PromotionsOverlap:
        return False
    return True


def _holds(seed: int, number: int) -> bool:
    """However each of them types it."""
    id_ = f"coupon-{number}-{seed}"
    typed = (str.upper, str.lower, str.title)[seed % 3](f"rush{number}")
    try:
        _share(id_, typed) if seed % 2 else _draft(id_, typed)
    except (CodeTaken, ConditionFailed):
        return False
    return True


def _draft(id_: str, typed: str) -> None:
    effects = (OrderOff(Amount(100)),)
    coupon = Promotion(id_, id_, 1, Stage.STORE_COUPON, effects, code=CouponCode(typed))
    managing.draft(coupon, _stamp(id_), _store)


def _share(id_: str, typed: str) -> None:
    now, worth = datetime.now(UTC), CouponAmount(100)
    terms = Terms(id_, worth, Code(typed), Relative(7), currency="CNY", total=9)
    dynamo.transact(codes.share(Template(id_, terms, now, id_), now))


def _stamp(request: str) -> Stamp:
    return Stamp("staff:rush", datetime.now(UTC), "rush", request)


if __name__ == "__main__":
    json.dump(contend(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
