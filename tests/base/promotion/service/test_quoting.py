from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from promenade.base.promotion.model import (
    Buyer,
    CouponCode,
    Limits,
    Reason,
    Scope,
    Selector,
    Stage,
    Usage,
    Usages,
    Window,
)
from promenade.base.promotion.model.effects import (
    Amount,
    Gift,
    OrderOff,
    ShippingOff,
)
from promenade.base.promotion.service.asking import AskedLine, QuoteCart
from promenade.base.promotion.service.book import Changes, CurrentBook
from promenade.base.promotion.service.preparing import Goods
from promenade.base.promotion.service.quoting import PricedCart, quote_cart, simulate
from promenade.contracts.prices import PriceFacts, Venue
from promenade.kit.errors import Invalid, Unavailable
from promenade.kit.values import replace
from tests.support.fakes.catalogue_reader import FakeCatalogueReader
from tests.support.fakes.price import FakePriceReader
from tests.support.fakes.promotion import FakeBookStore, FakeUsageReader
from tests.support.fakes.stock import FakeStockReader
from tests.support.managed_promotions import day, facts, half_price, ten_off
from tests.support.promotions import cart, line
from tests.support.stamps import NOON

CATALOGUE = FakeCatalogueReader(
    {
        "MUG": facts("MUG", 5_000),
        "TEA": facts("TEA", 9_900, sale_price_minor=8_000, floor_price_minor=7_500),
        "OFF": facts("OFF", is_sellable=False),
        "USD": facts("USD", currency="USD"),
    }
)
GOODS = Goods(CATALOGUE, FakePriceReader(), FakeStockReader({"TEA": 1}), FakeUsageReader())


def ask(*skus: str, **other: Any) -> QuoteCart:
    lines = tuple(AskedLine(i, str(i + 1), sku, 2) for i, sku in enumerate(skus))
    given: dict[str, Any] = {"currency": "CNY", "codes": (), "buyer": Buyer(), "channel": None}
    given |= {"lines": lines, "shipping_minor": 0}
    return QuoteCart(**given | other)


def priced(command: QuoteCart, *promotions: Any) -> PricedCart:
    return quote_cart(command, NOON, CurrentBook(FakeBookStore(*promotions)), GOODS)


def reasons(answer: PricedCart) -> dict[str, Reason]:
    return {each.promotion_id: each.reason for each in answer.quote.outcomes}


def test_prices_floors_and_titles_are_the_catalogues() -> None:
    answer = priced(ask("MUG", "TEA"), half_price())
    assert [each.unit_minor for each in answer.quote.lines] == [2_500, 7_500]
    assert answer.quote.totals.list_minor == 29_800
    assert answer.titles == {"MUG": "Mug", "TEA": "Tea"}


def test_every_sku_that_cannot_be_sold_in_this_cart_is_told_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        priced(ask("NONE", "MUG", "OFF", "USD", sees_hidden=True))
    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == [
        ("/lines/0/sku", "unknown_sku"),
        ("/lines/2/sku", "not_sellable"),
        ("/lines/3/sku", "other_currency"),
    ]


def test_who_does_not_see_hidden_skus_cannot_tell_them_from_none() -> None:
    with pytest.raises(Invalid) as caught:
        priced(ask("NONE", "OFF"))
    first, second = caught.value.faults
    assert (first.code, first.detail) == (second.code, second.detail)
    assert first.code == "not_sellable"


def price(list_minor: int, sale_minor: int, currency: str = "CNY", **other: Any) -> PriceFacts:
    floor_minor: int | None = other.get("floor_minor")
    return PriceFacts("book", "entry", currency, list_minor, sale_minor, floor_minor)


def priced_by(command: QuoteCart, *promotions: Any, **prices: PriceFacts) -> PricedCart:
    goods = Goods(CATALOGUE, FakePriceReader(prices), FakeStockReader(), FakeUsageReader())
    return quote_cart(command, NOON, CurrentBook(FakeBookStore(*promotions)), goods)


def test_a_price_of_a_book_goes_before_the_catalogues() -> None:
    answer = priced_by(ask("MUG", "TEA"), MUG=price(6_000, 4_000))
    assert [each.unit_minor for each in answer.quote.lines] == [4_000, 8_000]
    assert {sku: each.entry_id for sku, each in answer.prices.items()} == {"MUG": "entry"}


def test_a_book_sells_a_sku_in_another_currency_than_the_catalogue() -> None:
    euro = price(900, 700, "EUR")
    answer = priced_by(ask("TEA", currency="EUR"), half_price(), TEA=euro)
    assert [each.unit_minor for each in answer.quote.lines] == [450]
    with pytest.raises(Invalid) as caught:
        priced_by(ask("TEA", "MUG", currency="EUR"), TEA=euro)
    (fault,) = caught.value.faults
    assert (fault.pointer, fault.code) == ("/lines/1/sku", "other_currency")
    assert fault.said("en") == "This SKU has no price in EUR."


@pytest.mark.parametrize(
    ("held", "floor_minor"),
    [
        (price(9_900, 8_000), 7_500),  # the catalogue's
        (price(9_900, 8_000, floor_minor=6_000), 6_000),  # its own
        (price(9_900, 7_000), 7_000),  # below the catalogue's floor it is not moved any more
    ],
)
def test_no_promotion_goes_below_the_floor_of_a_price(held: PriceFacts, floor_minor: int) -> None:
    answer = priced_by(ask("TEA"), half_price(), TEA=held)
    assert [each.unit_minor for each in answer.quote.lines] == [floor_minor]


def test_prices_are_asked_for_the_buyer_the_channel_and_the_zone_of_the_cart() -> None:
    reader = FakePriceReader()
    buyer = Buyer(groups=frozenset({"member"}))
    command = ask("MUG", buyer=buyer, channel="app", zone="eu")
    quote_cart(
        command,
        NOON,
        CurrentBook(FakeBookStore()),
        Goods(CATALOGUE, reader, FakeStockReader(), FakeUsageReader()),
    )
    assert reader.asked == [Venue("CNY", "app", frozenset({"member"}), "eu")]


def test_a_quote_is_valid_until_a_price_may_change() -> None:
    soon = NOON + timedelta(minutes=4)
    goods = Goods(CATALOGUE, FakePriceReader(changes_at=soon), FakeStockReader(), FakeUsageReader())
    answer = quote_cart(ask("MUG"), NOON, CurrentBook(FakeBookStore()), goods)
    assert answer.valid_until == soon


def test_a_scope_sees_what_the_catalogue_says_of_a_sku() -> None:
    home = Scope(include=(Selector(categories=("home",)),))
    away = Scope(include=(Selector(categories=("garden",)),))
    answer = priced(ask("MUG"), ten_off("home", scope=home), ten_off("away", scope=away))
    assert reasons(answer) == {"home": Reason.APPLIED, "away": Reason.NO_MATCHING_LINE}


def test_only_promotions_in_force_are_told() -> None:
    answer = priced(
        ask("MUG"),
        ten_off("running"),
        ten_off("paused", paused=True),
        ten_off("coming", window=Window(start=day(5))),
        ten_off("over", window=Window(end=day(1))),
        ten_off("secret", code=CouponCode("SECRET"), stage=Stage.STORE_COUPON),
    )
    assert reasons(answer) == {"running": Reason.APPLIED}
    assert answer.quote.totals.payable_minor == 9_000


def test_unknown_expired_coming_and_paused_codes_look_alike() -> None:
    answer = priced(
        ask("MUG", codes=("NONE", "OLD", "NEW", "REST", "TEN")),
        ten_off("old", code=CouponCode("OLD", end=day(1)), stage=Stage.STORE_COUPON),
        ten_off("new", code=CouponCode("NEW", start=day(5)), stage=Stage.STORE_COUPON),
        ten_off("rest", code=CouponCode("REST"), stage=Stage.STORE_COUPON, paused=True),
        ten_off("ten", code=CouponCode("TEN"), stage=Stage.STORE_COUPON),
    )
    assert [(c.code, c.accepted, c.reason, c.promotion_id) for c in answer.quote.codes] == [
        ("NONE", False, Reason.COUPON_UNKNOWN, None),
        ("OLD", False, Reason.COUPON_UNKNOWN, None),
        ("NEW", False, Reason.COUPON_UNKNOWN, None),
        ("REST", False, Reason.COUPON_UNKNOWN, None),
        ("TEN", True, Reason.APPLIED, "ten"),
    ]
    assert reasons(answer) == {"ten": Reason.APPLIED}


def test_shipping_channel_buyer_and_gift_lines_count() -> None:
    lines = (AskedLine(0, "1", "MUG", 1), AskedLine(1, "2", "TEA", 1, gift=True))
    command = ask("MUG", lines=lines, shipping_minor=800, channel="app")
    free = ten_off("free", stage=Stage.SHIPPING, effects=(ShippingOff(Amount(500)),))
    answer = priced(command, free, ten_off("tea", effects=(Gift("TEA"),)))
    assert answer.quote.totals.payable_minor == 5_000 + 300
    assert [each.paid_minor for each in answer.quote.lines] == [5_000, 0]


@pytest.mark.parametrize(
    ("window", "until"),
    [
        (Window(), NOON + timedelta(minutes=15)),
        (Window(end=NOON + timedelta(minutes=4)), NOON + timedelta(minutes=4)),
        (Window(start=NOON + timedelta(minutes=4)), NOON + timedelta(minutes=4)),
        (Window(end=NOON + timedelta(minutes=16)), NOON + timedelta(minutes=15)),
    ],
)
def test_a_quote_is_valid_until_the_clock_may_change_it(window: Window, until: Any) -> None:
    assert priced(ask("MUG"), ten_off(window=window)).valid_until == until


def test_a_quote_says_when_the_promotions_were_read_and_whether_they_still_can_be() -> None:
    store = FakeBookStore(ten_off())
    book = CurrentBook(store)
    quote_cart(ask("MUG"), NOON, book, GOODS)
    store.is_answering = False
    late = quote_cart(ask("MUG"), NOON + timedelta(minutes=2), book, GOODS)
    assert (late.is_stale, late.promotions_read_at) == (True, NOON)
    assert reasons(late) == {"ten-off": Reason.APPLIED}


def test_the_promise_of_equal_carts_has_an_equal_hash() -> None:
    first, second = (priced(ask("MUG"), ten_off()) for _ in range(2))
    assert first.quote.hash == second.quote.hash
    assert priced(ask("MUG"), ten_off(version=2)).quote.hash != first.quote.hash


def test_a_simulation_tells_everything() -> None:
    promotions = [ten_off("paused", paused=True), ten_off("coupon", code=CouponCode("X"))]
    answer = simulate(promotions, cart(line("a", 10_000)), Usages())
    assert reasons(answer) == {
        "paused": Reason.PAUSED,
        "coupon": Reason.COUPON_REQUIRED,
    }


def test_a_simulation_is_reckoned_for_its_own_instant() -> None:
    basket = cart(line("a", 10_000), at=day(4))
    running = ten_off(window=Window(day(3), day(5)), effects=(OrderOff(Amount(1)),))
    answer = simulate([running], basket, Usages())
    assert (answer.at, answer.quote.totals.payable_minor) == (day(4), 9_999)


def limited(promotion_id: str, **limits: Any) -> Any:
    return ten_off(promotion_id, limits=Limits(**limits))


def test_of_promotions_that_a_cart_may_meet_those_with_limits_are_looked_at() -> None:
    elsewhere = ten_off(
        "elsewhere", limits=Limits(total=1), scope=Scope((Selector(skus=("OTHER",)),))
    )
    closed = ten_off("closed", limits=Limits(total=1), window=Window(start=day(5)))
    usages = FakeUsageReader({"used-up": Usage(used_by_buyer=1)})
    goods = Goods(CATALOGUE, FakePriceReader(), FakeStockReader(), usages)
    ours = (limited("daily", per_buyer_day=1), limited("used-up", per_buyer=1))
    book = CurrentBook(FakeBookStore(elsewhere, closed, limited("free"), *ours))
    answer = quote_cart(ask("MUG", without=frozenset({"daily"})), NOON, book, goods)
    assert usages.asked == [["used-up"]]
    assert reasons(answer) == {
        "daily": Reason.BUYER_LIMIT_REACHED,
        "elsewhere": Reason.NO_MATCHING_LINE,
        "free": Reason.APPLIED,
        "used-up": Reason.BUYER_LIMIT_REACHED,
    }


def test_where_limits_cannot_be_looked_up_they_are_as_metered_and_the_quote_says_so() -> None:
    store = FakeBookStore(limited("spent", budget_minor=5_000), limited("open", total=9))
    store.usages = {"spent": Usage(spent_minor=5_000)}

    def fail(_: Any) -> Any:
        raise Unavailable("The table does not answer in time.")

    usages = FakeUsageReader(read=fail)
    goods = Goods(CATALOGUE, FakePriceReader(), FakeStockReader({"MUG": 3}), usages)
    answer = quote_cart(ask("MUG"), NOON, CurrentBook(store), goods)
    assert answer.is_stale
    assert reasons(answer) == {"open": Reason.APPLIED, "spent": Reason.BUDGET_EXHAUSTED}


def test_a_book_that_is_due_is_read_beside_what_is_sold() -> None:
    met = Barrier(2, timeout=5)

    class Waiting(FakeBookStore):
        def read_changes(self, since: datetime) -> Changes:
            met.wait()
            return super().read_changes(since)

    class Meeting(FakePriceReader):
        def lookup(self, skus: Any, venue: Venue, now: datetime) -> Any:
            found = super().lookup(skus, venue, now)
            if now == NOON:
                return found
            return replace(found, read=lambda items: met.wait() >= 0 and found.read(items))

    book = CurrentBook(Waiting(ten_off()))
    goods = Goods(CATALOGUE, Meeting(), FakeStockReader(), FakeUsageReader())
    quote_cart(ask("MUG"), NOON, book, goods)
    later = quote_cart(ask("MUG"), NOON + timedelta(seconds=5), book, goods)
    assert later.promotions_read_at == NOON + timedelta(seconds=5)
