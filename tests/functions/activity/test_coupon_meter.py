"""What is told when the coupons of a template are nearly, or all, gone."""

from promenade.activity.coupon.model.meter import Meter, read
from tests.support import functions
from tests.support.callers import shopper
from tests.support.cloud import dump
from tests.support.counted_coupons import count_all
from tests.support.coupons import activate
from tests.support.gateway import Gateway
from tests.support.relaying import relayed


def told() -> list[tuple[str, int, int]]:
    """By all readings so far."""
    functions.invoke("coupon_meter", {})
    facts = [each for each in relayed().events if each["detail"]["event_id"].startswith("METER#")]
    datas = [(each["detail-type"], each["detail"]["data"]) for each in facts]
    return [(name, data["issued_count"], data["total_count"]) for name, data in datas]


def claim(gateway: Gateway, template_id: str, *customers: str) -> None:
    for each in customers:
        gateway.call(f"POST /coupon-templates/{template_id}/claims", caller=shopper(each))
    count_all()


def test_what_is_nearly_or_all_gone_is_told_once(gateway: Gateway) -> None:
    made = activate(gateway, total=5)
    claim(gateway, made, "ada", "bob", "cem")
    assert told() == []
    claim(gateway, made, "dan")
    assert told() == [("CouponsNearlyGone", 4, 5)]
    before = dump()
    assert told() == [("CouponsNearlyGone", 4, 5)]
    assert dump() == before
    claim(gateway, made, "eve")
    assert told() == [("CouponsNearlyGone", 4, 5), ("CouponsAllGone", 5, 5)]


def test_codes_are_gone_when_they_are_asked_for(gateway: Gateway) -> None:
    coded = activate(gateway, take={"kind": "code"}, total=50)
    gateway.call(f"POST /coupon-templates/{coded}/code-batches", {"count": 50})
    assert told() == [("CouponsAllGone", 50, 50)]


def test_a_raise_makes_it_worth_telling_again() -> None:
    gone = read(Meter("T"), 10, 10)
    raised = read(gone, 10, 100)
    assert [each.level for each in (gone, raised, read(raised, 80, 100))] == [
        "all",
        "free",
        "nearly",
    ]
    assert read(gone, 10, 10) is gone
