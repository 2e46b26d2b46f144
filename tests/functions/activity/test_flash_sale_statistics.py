"""How a flash sale sells, over HTTP."""

from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.flash_shop import FlashShop
from tests.support.gateway import Gateway


def test_staff_see_what_is_sold_and_left_at_once_and_buyers_do_not(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    path = f"GET /flash-sales/{shop.id}/statistics"
    assert gateway.call(path, caller=ANALYST).json["left_count"] == 0
    shop.schedule()
    shop.buy("ada", 2)
    shown = gateway.call(path, caller=ANALYST).json
    assert (shown["unit_count"], shown["sold_count"], shown["left_count"]) == (6, 2, 4)
    assert (shown["buyer_count"], shown["sold_minor"]) == (1, 1_980)
    assert gateway.call(path, caller=SHOPPER).status == 403


def test_a_plan_that_was_a_mistake_is_dropped(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    path = f"/flash-sales/{shop.id}/plan"
    assert gateway.call(f"DELETE {path}", caller=MARKETER, version=2).status == 412
    assert gateway.call(f"DELETE {path}", caller=MARKETER, version=1).status == 204
    assert gateway.call(f"GET {path}", caller=MARKETER).status == 404
