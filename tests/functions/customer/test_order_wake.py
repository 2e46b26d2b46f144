"""What time does to orders that nobody pays."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.kit import aws
from promenade.kit.errors import Unavailable
from promenade.kit.schedules import Schedules
from tests.support import functions
from tests.support.callers import SHOPPER
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump, waiting
from tests.support.gateway import Gateway
from tests.support.paying import asked, notify, payment, wake_all
from tests.support.selling import cart, counts, open_shop, place, promote, quoted, used

DUE = SAMPLE_TIME + timedelta(minutes=15)


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    with standing():
        open_shop(gateway)
    return gateway


def bought(shop: Gateway) -> dict[str, Any]:
    with standing():
        order: dict[str, Any] = place(shop, quoted(shop, cart())).json
    return order


def wake(order: dict[str, Any], at: datetime) -> Any:
    record = {"messageId": "m-1", "body": f'{{"number": "{order["number"]}"}}'}
    with standing(at):
        return functions.invoke("order_wake", {"Records": [record]})


def sweep(at: datetime) -> None:
    with standing(at):
        functions.invoke("order_sweep", {})
        wake_all()


def stage(shop: Gateway, order: dict[str, Any]) -> str:
    found = shop.call(f"GET /shop-orders/{order['number']}", caller=SHOPPER).json
    return str(found["stage"])


def test_an_order_that_nobody_paid_ends_when_it_is_due(shop: Gateway) -> None:
    with standing():
        promotion_id = promote(shop)
    order = bought(shop)
    wake(order, DUE - timedelta(seconds=1))
    assert (stage(shop, order), counts(shop)) == ("pending_payment", (10, 2, 8))
    assert wake(order, DUE) == {"batchItemFailures": []}
    assert (stage(shop, order), counts(shop)) == ("cancelled", (10, 0, 10))
    assert used(shop, promotion_id) == (0, 0)
    before = dump()
    wake(order, DUE + timedelta(hours=1))
    assert dump() == before


def test_a_paid_order_is_woken_in_vain(shop: Gateway) -> None:
    order = bought(shop)
    with standing():
        notify(shop, payment(order))
    before = dump()
    wake(order, DUE)
    assert dump() == before


def test_money_that_comes_late_is_taken_while_nobody_has_ended_the_order(shop: Gateway) -> None:
    order = bought(shop)
    with standing(DUE + timedelta(minutes=3)):
        assert notify(shop, payment(order)).json["is_late"] is False
    wake(order, DUE + timedelta(minutes=4))
    assert (stage(shop, order), counts(shop)) == ("paid", (8, 0, 8))


def test_who_was_never_woken_is_found_by_the_minute(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object) -> None:
        raise Unavailable("The scheduler does not answer.")

    monkeypatch.setattr(Schedules, "set", silent)
    order = bought(shop)
    sweep(DUE + timedelta(minutes=6))
    assert stage(shop, order) == "pending_payment"
    sweep(DUE + timedelta(minutes=7))
    assert (stage(shop, order), counts(shop)) == ("cancelled", (10, 0, 10))
    before = dump()
    sweep(DUE + timedelta(minutes=7))
    assert dump() == before


def test_late_money_is_found_by_the_minute(shop: Gateway) -> None:
    order = bought(shop)
    wake(order, DUE)
    with standing(DUE + timedelta(hours=2)):
        notify(shop, payment(order))
    with asked() as calls:
        with standing(DUE + timedelta(hours=2)):
            assert waiting("order-wake") == 1
            wake_all()
        sweep(DUE + timedelta(hours=3))
    assert [path for path, _, _ in calls] == ["/refunds"]


def test_a_schedule_is_set_for_each_order_in_its_name(shop: Gateway) -> None:
    order = bought(shop)
    found = aws.client("scheduler").get_schedule(Name=order["number"])
    assert found["ScheduleExpression"] == "at(2026-01-05T09:45:01)"
    assert found["Target"]["Input"] == f'{{"number":"{order["number"]}"}}'
    assert found["ActionAfterCompletion"] == "DELETE"
