"""Coupons that offers give in transactions of theirs, within every limit of their templates."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from promenade.activity.coupon.holds import DynamoCouponGifts, DynamoCouponHolds
from promenade.activity.coupon.model.template import stop
from promenade.activity.coupon.model.terms import Claim, ClaimWindow, Fixed, TargetedOffer
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.base.stock.holds import DynamoStockHolds
from promenade.contracts.coupon_facts import CouponTemplateStopped
from promenade.contracts.coupon_gifts import CouponGift, CouponWithheld, GiftTemplate
from promenade.contracts.coupons import CouponAudience
from promenade.kit.holds import Part
from promenade.kit.values import replace
from tests.support.baskets import Baskets
from tests.support.cloud import dump
from tests.support.coupons import active, give
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
HOUR = timedelta(hours=1)
baskets, numbers = Baskets(DynamoStockHolds()), count()
store = DynamoCouponStore(str)


@pytest.fixture
def offering() -> Callable[..., DynamoCouponGifts]:
    def keep(**other: Any) -> DynamoCouponGifts:
        DynamoTemplateStore().add(active(**{"take": TargetedOffer()} | other), stamp())
        return DynamoCouponGifts(str, lambda low, _: low)

    return keep


def give_to(customer: str, gifts: DynamoCouponGifts, until: Any = NOON + 48 * HOUR) -> str:
    gift, note = CouponGift("template_1", customer, "offer_1", until), f"note {next(numbers)}"
    given = []

    def offer() -> list[Part]:
        made, part = gifts.give(gift, stamp(note))
        given.append(made.id)
        return [part]

    baskets.note(note, stamp(note), offer)
    return given[-1]


def withheld(customer: str, gifts: DynamoCouponGifts, **other: Any) -> str:
    before = dump()
    with pytest.raises(CouponWithheld) as refused:
        give_to(customer, gifts, **other)
    assert dump() == before
    return str(refused.value.facts["reason"])


def test_a_coupon_ends_when_the_offer_says_or_sooner(
    offering: Callable[..., DynamoCouponGifts],
) -> None:
    gifts = offering()
    id_ = give_to("ada", gifts)
    coupon = store.find_many("ada", [id_])[id_].coupon
    assert (coupon.ends_at, coupon.origin) == (NOON + 48 * HOUR, "offer_1")
    assert (coupon.source, coupon.terms_version) == ("targeted_offer", 1)
    late = give_to("bob", gifts, NOON + timedelta(days=99))
    assert store.find_many("bob", [late])[late].coupon.ends_at < NOON + timedelta(days=9)


def test_no_limit_is_passed_and_nothing_moves_at_it(
    offering: Callable[..., DynamoCouponGifts],
) -> None:
    gifts = offering(total=20)
    for number in range(20):
        give_to(f"customer-{number}", gifts)
    assert withheld("eve", gifts) == "all_gone"
    assert withheld("customer-7", gifts) == "has_enough"


def test_what_a_template_does_not_give_is_withheld_with_its_reason(
    offering: Callable[..., DynamoCouponGifts],
) -> None:
    for_bob = CouponAudience(customers=("bob",))
    gifts = offering(audience=for_bob, claim_window=ClaimWindow(None, NOON + HOUR))
    assert withheld("ada", gifts) == "other_customers"
    template = active(take=TargetedOffer(), audience=for_bob)
    stopped = stop(replace(template, version=4), NOON)
    DynamoTemplateStore().save(stopped, CouponTemplateStopped, stamp("stop"))
    assert withheld("bob", DynamoCouponGifts(str, lambda low, _: low)) == "stopped"


def test_a_template_that_others_give_by_is_left_alone(
    offering: Callable[..., DynamoCouponGifts],
) -> None:
    gifts = offering(take=Claim())
    assert withheld("ada", gifts) == "other_way"
    assert gifts.find_template("template_2", NOON) is None
    give(store, active(), "ada")


def test_a_coupon_that_would_start_after_its_end_is_withheld(
    offering: Callable[..., DynamoCouponGifts],
) -> None:
    gifts = offering(validity=Fixed(NOON + 48 * HOUR, NOON + 72 * HOUR))
    assert withheld("ada", gifts) == "not_started"


def test_two_who_give_the_same_customer_one_at_once_give_one(
    offering: Callable[..., DynamoCouponGifts],
) -> None:
    gifts = offering(per_user=2)
    gift = CouponGift("template_1", "ada", "offer_1", NOON + HOUR)
    _, slow = gifts.give(gift, stamp("slow"))
    first = give_to("ada", gifts)
    offers = iter([[slow], [gifts.give(gift, stamp("slow"))[1]]])
    baskets.note("slow", stamp("slow"), lambda: next(offers))
    found = store.list_wallet("ada", 9, None).items
    assert [each.coupon.id for each in found] == [first, first[:-1] + "2"]
    assert withheld("ada", gifts) == "has_enough"


def test_what_is_unused_is_revoked_once_and_what_an_order_keeps_is_not(
    offering: Callable[..., DynamoCouponGifts],
) -> None:
    gifts = offering(per_user=2)
    kept, spare = give_to("ada", gifts), give_to("ada", gifts)
    holding = DynamoCouponHolds().hold("B-1", "ada", [kept], NOON + HOUR, stamp("hold"))
    baskets.note("hold", stamp("hold"), lambda: holding)
    for id_ in (kept, "another"):
        assert gifts.revoke("ada", id_, "order refunded", stamp("void")) is None
    part = gifts.revoke("ada", spare, "order refunded", stamp("void"))
    assert part is not None
    baskets.note("void", stamp("void"), lambda: [part])
    assert gifts.revoke("ada", spare, "order refunded", stamp("void")) is None
    found = store.find_many("ada", [kept, spare])
    assert (found[kept].state, found[spare].state) == ("locked", "void")
    assert found[spare].coupon.void_reason == "order refunded"


def test_a_template_is_described_by_what_an_offer_looks_at(
    offering: Callable[..., DynamoCouponGifts],
) -> None:
    window = ClaimWindow(NOON - HOUR, NOON + 9 * HOUR)
    gifts = offering(claim_window=window, validity=Fixed(NOON, NOON + 5 * HOUR), total=7)
    assert gifts.find_template("template_1", NOON) == GiftTemplate(
        id="template_1",
        name="Twenty off",
        currency="CNY",
        take="targeted_offer",
        per_user=1,
        is_active=True,
        is_limited_by_day=False,
        is_for_all=True,
        total=7,
        opens_at=NOON,
        closes_at=NOON + 5 * HOUR,
    )
