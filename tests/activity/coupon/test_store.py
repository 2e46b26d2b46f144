"""What every store of coupons promises; the fakes and the real ones alike."""

from datetime import timedelta
from typing import NamedTuple

import pytest

from promenade.activity.coupon.model import template as life
from promenade.activity.coupon.model.codes import CodeTaken
from promenade.activity.coupon.model.coupon import (
    ClaimLimitReached,
    CouponsGone,
    HeldCoupon,
    void,
)
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.model.terms import Auto, Code
from promenade.activity.coupon.service.giving import Giver
from promenade.activity.coupon.service.ports import CouponStore, TemplateStore
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.contracts.coupon_facts import (
    CouponTemplateActivated,
    CouponTemplateArchived,
    CouponTemplateStopped,
    CouponVoided,
)
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.patience import Contended
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.coupons import active, give, template
from tests.support.fakes.coupon import FakeCouponStore, FakeTemplateStore
from tests.support.stamps import NOON, stamp


class Stores(NamedTuple):
    templates: TemplateStore
    coupons: CouponStore


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> Stores:
    if request.param == "dynamo":
        return Stores(DynamoTemplateStore(), DynamoCouponStore(lambda customer: customer))
    return Stores(FakeTemplateStore(), FakeCouponStore())


def test_a_template_is_drafted_once_however_often_it_is_asked_for(store: Stores) -> None:
    drafted = template(request="1")
    for _ in range(2):
        assert store.templates.add(drafted, stamp("1")) == drafted
    with pytest.raises(Conflict):
        store.templates.add(template(request="2"), stamp("2"))
    assert store.templates.list_by_status(TemplateStatus.DRAFT, 9, None).items == (drafted,)


def test_a_template_changes_over_the_version_before_it_only(store: Stores) -> None:
    drafted = store.templates.add(template(), stamp("add"))
    archived = life.archive(drafted)
    for _ in range(2):
        saved = store.templates.save(archived, CouponTemplateArchived, stamp("archive"))
        assert saved == archived
    before = dump()
    with pytest.raises(Stale):
        store.templates.save(archived, CouponTemplateArchived, stamp("other"))
    with pytest.raises(NotFound):
        store.templates.save(template("T-2"), CouponTemplateArchived, stamp("archive"))
    with pytest.raises(Stale):
        store.templates.drop(drafted)
    assert dump() == before
    store.templates.drop(archived)
    assert store.templates.find(drafted.id) is None


def test_a_shared_code_is_one_templates_until_that_is_archived(store: Stores) -> None:
    first, second = (
        _coded(id_, text) for id_, text in (("T-1", "Spring-24"), ("T-2", "ＳＰＲＩＮＧ-24 "))
    )
    activated, stopped = life.activate(first, NOON), life.stop(life.activate(first, NOON), NOON)
    for each in (first, second):
        store.templates.add(each, stamp("add"))
    store.templates.save(activated, CouponTemplateActivated, stamp("1"))
    before = dump()
    with pytest.raises(CodeTaken):
        store.templates.save(life.activate(second, NOON), CouponTemplateActivated, stamp("2"))
    assert dump() == before
    store.templates.save(stopped, CouponTemplateStopped, stamp("3"))
    store.templates.save(life.archive(stopped), CouponTemplateArchived, stamp("4"))
    store.templates.save(life.activate(second, NOON), CouponTemplateActivated, stamp("5"))


def _coded(id_: str, text: str) -> Template:
    agreed = active(id_, take=Code(text), version=1)
    return replace(agreed, activated_at=None)


def test_templates_are_listed_by_what_they_are_the_latest_first(store: Stores) -> None:
    for number in range(3):
        later = template(f"T-{number}", created_at=NOON + timedelta(hours=number))
        store.templates.add(later, stamp(f"{number}"))
    page = store.templates.list_by_status(TemplateStatus.DRAFT, 2, None)
    assert [each.id for each in page.items] == ["T-2", "T-1"]
    rest = store.templates.list_by_status(TemplateStatus.DRAFT, 2, page.next)
    assert [each.id for each in rest.items] == ["T-0"]


def test_a_customer_has_as_many_as_one_may(store: Stores) -> None:
    two = active(per_user=2)
    first = give(store.coupons, two, request="1")
    assert give(store.coupons, two, request="1") == first
    second = give(store.coupons, two, request="2")
    assert give(store.coupons, two, request="1") == first
    assert second.coupon.id != first.coupon.id
    before = dump()
    with pytest.raises(ClaimLimitReached):
        give(store.coupons, two, request="3")
    assert dump() == before
    give(store.coupons, two, customer="bob", request="3")


def test_a_birthday_gives_as_often_as_one_may_each_year(store: Stores) -> None:
    yearly = active(take=Auto("birthday"))
    giver = Giver(store.coupons, lambda low, _: low)

    def tell(key: str, days: int) -> HeldCoupon:
        told = replace(stamp(key), at=NOON + timedelta(days=days))
        return giver.give(yearly, "ada", "birthday", told)

    first = tell("2026", 0)
    with pytest.raises(ClaimLimitReached):
        tell("2026 again", 299)
    second = tell("2027", 364)
    assert second.coupon.id != first.coupon.id
    before = dump()
    assert (tell("2026", 365), tell("2027", 365)) == (first, second)
    with pytest.raises(ClaimLimitReached):
        tell("2027 again", 365)
    assert dump() == before


def test_no_more_are_given_than_there_are(store: Stores) -> None:
    few = active(total=40)
    for number in range(40):
        give(store.coupons, few, f"customer-{number}", f"{number}")
    before = dump()
    for number in range(40, 45):
        with pytest.raises(CouponsGone) as gone:
            give(store.coupons, few, f"customer-{number}", f"{number}")
        assert gone.value.facts["limit"] == "total"
    assert dump() == before
    again = give(store.coupons, few, "customer-7", "7")
    assert again.coupon.customer == "customer-7"


def test_what_a_raise_added_is_given_beside_what_was_left(store: Stores) -> None:
    few, raised = active(total=17), active(total=40, added=(20, 3))
    for number in range(10):
        give(store.coupons, few, f"customer-{number}", f"{number}")
    for number in range(10, 40):
        give(store.coupons, raised, f"customer-{number}", f"{number}")
    before = dump()
    for each in (few, raised):
        with pytest.raises(CouponsGone) as gone:
            give(store.coupons, each, "eve", "eve")
        assert gone.value.facts["limit"] == "total"
    assert dump() == before


def test_each_version_of_a_template_stays_as_it_was(store: Stores) -> None:
    drafted = store.templates.add(template(), stamp("add"))
    archived = store.templates.save(life.archive(drafted), CouponTemplateArchived, stamp("2"))
    page = store.templates.versions(drafted.id, 9, None)
    assert [(each.template, each.fact) for each in page.items] == [
        (archived, "CouponTemplateArchived"),
        (drafted, "CouponTemplateDrafted"),
    ]
    assert store.templates.version(drafted.id, 1) == page.items[1]
    assert store.templates.version(drafted.id, 3) is None


def test_a_day_is_the_templates_own(store: Stores) -> None:
    """16:00 UTC is midnight in Shanghai."""
    daily = active(per_day_total=1, zone="Asia/Shanghai")
    giver = Giver(store.coupons, lambda low, _: low)
    giver.give(daily, "ada", "claim", replace(stamp("1"), at=NOON.replace(hour=15, minute=59)))
    with pytest.raises(CouponsGone) as gone:
        giver.give(daily, "bob", "claim", replace(stamp("2"), at=NOON))
    assert gone.value.facts["limit"] == "per_day_total"
    giver.give(daily, "bob", "claim", replace(stamp("2"), at=NOON.replace(hour=16)))


def test_a_day_gives_what_it_was_raised_to_and_no_more(store: Stores) -> None:
    daily = active(per_day_total=1)
    raised = replace(
        daily, terms=replace(daily.terms, per_day_total=3), added_a_day=(2,), terms_version=5
    )
    giver = Giver(store.coupons, lambda low, _: low)
    giver.give(daily, "ada", "claim", stamp("1"))
    with pytest.raises(CouponsGone):
        giver.give(daily, "bob", "claim", stamp("2"))
    for request, customer in enumerate(("bob", "cy"), start=3):
        giver.give(raised, customer, "claim", stamp(f"{request}"))
    with pytest.raises(CouponsGone) as gone:
        giver.give(raised, "dan", "claim", stamp("5"))
    assert gone.value.facts["limit"] == "per_day_total"


def test_a_request_that_comes_again_is_known_whatever_became_of_its_coupon(store: Stores) -> None:
    two = active(per_user=2)
    held = give(store.coupons, two, request="1")
    voided = store.coupons.turn(held, void(held, "Fraud"), CouponVoided, stamp("void"))
    assert give(store.coupons, two, request="1") == held
    assert store.coupons.find_given(two.id, "ada", stamp("1")) == held
    assert store.coupons.find_given(two.id, "ada", stamp("2")) is None
    assert store.coupons.find_given(two.id, "bob", stamp("1")) is None
    with pytest.raises(Contended):
        store.coupons.turn(held, void(held, "Fraud"), CouponVoided, stamp("void"))
    assert store.coupons.find_many("ada", [held.coupon.id]) == {held.coupon.id: voided}


def test_a_wallet_is_listed_page_by_page_and_nobody_elses(store: Stores) -> None:
    given = [give(store.coupons, _numbered(number), request="1") for number in range(3)]
    give(store.coupons, _numbered(0), "bob")
    page = store.coupons.list_wallet("ada", 2, None)
    rest = store.coupons.list_wallet("ada", 2, page.next)
    assert [*page.items, *rest.items] == given
    assert store.coupons.find_many("bob", [given[1].coupon.id]) == {}


def _numbered(number: int) -> Template:
    return active(f"template_{number}")
