"""The demonstration's orders are sound, repeatable, and go on from day to day."""

from datetime import UTC, date, datetime, timedelta

from infra.local.demo_orders import demo_orders
from infra.local.demo_people import person
from infra.local.demo_shop import demo_shop
from tests.support.fakes.order import FakeOrderStore
from tests.support.orders import order, stamp

GOODS = demo_shop()
ON = date(2026, 1, 18)
NOON = datetime(2026, 1, 18, 4, tzinfo=UTC)


def test_a_day_is_the_same_every_time_and_unlike_its_neighbour() -> None:
    later = NOON + timedelta(days=30)
    today = list(demo_orders(GOODS, "shop", ON, later))
    assert today == list(demo_orders(GOODS, "shop", ON, later))
    other = list(demo_orders(GOODS, "shop", ON + timedelta(days=1), later))
    assert {each["number"] for each in today} & {each["number"] for each in other} == set()
    assert len(today) > 30


def test_only_what_has_happened_is_told() -> None:
    told = list(demo_orders(GOODS, "shop", ON, NOON))
    assert 0 < len(told) < len(list(demo_orders(GOODS, "shop", ON, NOON + timedelta(days=1))))
    for each in told:
        document = order(each).document
        assert document.placed_at <= NOON
        assert (document.paid_at or NOON) <= NOON


def test_orders_go_on_as_time_goes_by_and_never_contradict_themselves() -> None:
    store = FakeOrderStore()
    outcomes = []
    for hours in (0, 2, 12, 48, 200, 500):
        for each in demo_orders(GOODS, "shop", ON, NOON + timedelta(hours=hours)):
            one = order(each)
            outcomes.append(store.record(one, stamp(one)))
    assert set(outcomes) == {"stored", "unchanged"}
    states = {one.document.state for one in store.orders.values()}
    assert states <= {"completed", "cancelled", "refunded"}


def test_everything_sold_is_in_the_catalogue_at_its_price() -> None:
    prices = {
        sku["code"]: sku["sale_price_minor"]
        for product in GOODS.products
        for sku in product["skus"]
    }
    for each in demo_orders(GOODS, "shop", ON, NOON):
        for line in each["lines"]:
            assert prices[line["sku"]] == line["unit_price_minor"]


def test_a_customer_lives_at_one_address() -> None:
    assert person(7, 2026) == person(7, 2026)
    assert person(7, 2026)["phone"] != person(8, 2026)["phone"]
