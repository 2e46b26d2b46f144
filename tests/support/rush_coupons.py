"""Coupons for processes that contend: given straight through the store."""

from datetime import UTC, datetime

from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Claim, Relative, Terms
from promenade.activity.coupon.service.giving import Giver
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.contracts.coupons import CouponAmount
from promenade.kit.stamp import Stamp

coupons = DynamoCouponStore(lambda customer: customer)


def give_coupon(template_id: str, customer: str) -> str:
    """Of a template of its own; its id."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    terms = Terms(template_id, CouponAmount(100), Claim(), Relative(3_000), "CNY", total=1)
    template = Template(template_id, terms, at, template_id, activated_at=at)
    stamp = Stamp("staff:rush", at, "rush", template_id)
    DynamoTemplateStore().add(template, stamp)
    return Giver(coupons, lambda low, _: low).give(template, customer, "claim", stamp).coupon.id
