"""Codes of promotions beside those of coupons: contracts.codes.CodeRegister."""

from datetime import timedelta

import pytest

from promenade.activity.coupon.holds import DynamoCodeRegister
from promenade.activity.coupon.model.terms import Code
from promenade.activity.coupon.store import codes
from promenade.activity.coupon.store.codes import DynamoBatchStore
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed
from tests.support.cloud import dump
from tests.support.coupons import active
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
register = DynamoCodeRegister()
END = NOON + timedelta(days=1)
SHARED = active(take=Code("SPRING"))


def take(promotion_id: str = "promotion_1") -> None:
    dynamo.apply(register.take(" spring", promotion_id, END, stamp("take")))


def test_a_code_is_one_promotions_and_no_coupons() -> None:
    take()
    take()
    before = dump()
    with pytest.raises(ConditionFailed):
        take("promotion_2")
    with pytest.raises(ConditionFailed):
        dynamo.transact(codes.share(SHARED, END - timedelta(seconds=1)))
    assert (dump(), DynamoBatchStore().find_code("SPRING")) == (before, None)


def test_from_its_promotions_end_on_a_coupon_may_have_it_and_the_promotion_no_more() -> None:
    take()
    dynamo.transact(codes.share(SHARED, END))
    found = DynamoBatchStore().find_code("spring")
    assert found is not None
    assert found.template_id == SHARED.id
    before = dump()
    with pytest.raises(ConditionFailed):
        take()
    with pytest.raises(ConditionFailed):
        dynamo.apply(register.give_back("SPRING", "promotion_1"))
    assert dump() == before


def test_what_is_given_back_is_anybodys_and_once_is_enough() -> None:
    take()
    for _ in range(2):
        dynamo.apply(register.give_back("SPRING", "promotion_1"))
    take("promotion_2")
