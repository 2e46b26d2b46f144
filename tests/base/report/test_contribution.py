"""What an order adds to the days it touches."""

from datetime import UTC, date, datetime, timedelta

import pytest

from promenade.base.report.model.contribution import (
    Folded,
    TooScattered,
    change_of,
    facts_of,
    transactions,
)
from promenade.base.report.model.facts import (
    Cell,
    Measures,
    ShopDay,
    difference,
    measured,
    total_facts,
)
from promenade.contracts.orders import OrderLine, Refund
from tests.support.facts import DAY, PLACED, SHOP, created, order, refunded

BUYER = "c-1"


def test_a_paid_order_is_counted_by_hour_category_sku_and_buyer() -> None:
    assert facts_of(order()) == {
        DAY: {
            Cell("hour", "web", "11"): Measures(7500, 500, order_count=1),
            Cell("hour", "web", "12"): Measures(paid_minor=7800, paid_order_count=1, unit_count=3),
            Cell("category", "web", "tea"): Measures(6000, 500, paid_minor=5500, unit_count=2),
            Cell("other", "web", "uncategorised"): Measures(1500, paid_minor=1500, unit_count=1),
            Cell("other", "web", "shipping"): Measures(paid_minor=800),
            Cell("sku", "web", "TEA", "龙井"): Measures(6000, 500, paid_minor=5500, unit_count=2),
            Cell("sku", "web", "CUP", "Cup"): Measures(1500, paid_minor=1500, unit_count=1),
            Cell("buyer", "web", BUYER): Measures(paid_order_count=1),
        }
    }


def test_an_order_that_is_not_paid_is_gmv_and_nothing_else() -> None:
    (facts,) = facts_of(created()).values()
    assert measured(facts) == Measures(7500, 500, order_count=1)


def test_each_measure_counts_on_the_day_it_happened_in_the_stores_zone() -> None:
    paid_at = datetime(2026, 1, 5, 16, 0, tzinfo=UTC)
    days = facts_of(refunded(paid_at=paid_at, days=3))
    assert {day.on: measured(facts).net_minor for day, facts in days.items()} == {
        date(2026, 1, 5): 0,
        date(2026, 1, 6): 7800,
        date(2026, 1, 8): -2750,
    }


def test_tax_on_top_tips_and_fees_are_paid_beside_the_lines() -> None:
    charged = order(
        tax_minor=60, tip_minor=40, fee_minor=-25, tax_included_minor=9, paid_minor=7875
    )
    (facts,) = facts_of(charged).values()
    beside = {cell.name: held.paid_minor for cell, held in facts.items() if cell.kind == "other"}
    assert beside == {"uncategorised": 1500, "shipping": 800, "tax": 60, "tip": 40, "fee": -25}
    assert measured(facts).paid_minor == 7875
    by_line = measured(facts, "category").plus(measured(facts, "other"))
    assert by_line.paid_minor == 7875


def test_what_a_refund_gives_back_beside_its_lines_may_be_of_any_charge() -> None:
    facts = facts_of(refunded(amount=3550, tax_minor=60, paid_minor=7860))
    given_back = facts[ShopDay(SHOP, date(2026, 1, 7))]
    assert given_back[Cell("other", "web", "unassigned")] == Measures(refunded_minor=800)
    assert measured(given_back).net_minor == -3550


def test_a_day_begins_at_midnight_of_its_store_also_when_clocks_change() -> None:
    before, after = datetime(2026, 3, 29, 21, 59, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)
    days = [facts_of(created(placed_at=at, zone="Europe/Berlin")) for at in (before, after)]
    assert [day.on for facts in days for day in facts] == [date(2026, 3, 29), date(2026, 3, 30)]


def test_what_a_refund_gives_back_beyond_its_lines_is_shipping() -> None:
    facts = facts_of(refunded(amount=3550))[ShopDay(SHOP, date(2026, 1, 7))]
    assert facts[Cell("category", "web", "tea")] == Measures(refunded_minor=2750)
    assert facts[Cell("other", "web", "shipping")] == Measures(refunded_minor=800)
    assert measured(facts) == Measures(refunded_minor=3550, refund_count=1)


def test_a_refund_of_no_line_belongs_to_none() -> None:
    refund = Refund(id="R-1", refunded_at=PLACED + timedelta(days=2), amount_minor=100)
    facts = facts_of(order(refunds=(refund,)))[ShopDay(SHOP, date(2026, 1, 7))]
    assert facts[Cell("other", "web", "unassigned")] == Measures(refunded_minor=100)


def test_a_credit_note_gives_back_and_is_no_order() -> None:
    lines = (
        OrderLine(line=1, sku="TEA", title="龙井", quantity=1, unit_price_minor=2750, paid_minor=0),
    )
    note = refunded(kind="return", paid_at=None, paid_minor=0, goods_minor=0, lines=lines)
    (facts,) = facts_of(note).values()
    assert measured(facts) == Measures(refunded_minor=2750, refund_count=1)


def test_an_adjustment_that_charges_is_paid_and_no_paid_order() -> None:
    charged = facts_of(order(kind="adjustment", goods_minor=0))
    assert measured(charged[DAY]) == Measures(paid_minor=7800)


def test_a_guest_is_counted_as_one_and_is_no_buyer() -> None:
    (facts,) = facts_of(order(customer=None)).values()
    assert measured(facts).guest_order_count == 1
    assert measured(facts, "buyer") == Measures()


def test_a_test_order_is_nowhere() -> None:
    assert facts_of(refunded(is_test=True)) == {}


def test_amounts_tied_to_no_line_keep_the_drill_down_whole() -> None:
    (facts,) = facts_of(order(goods_minor=9999, discount_minor=777, paid_minor=8888)).values()
    parts = measured(facts, "category").plus(measured(facts, "other"))
    whole = measured(facts)
    assert (parts.gmv_minor, parts.discount_minor, parts.paid_minor) == (9999, 777, 8888)
    assert (whole.gmv_minor, whole.discount_minor, whole.paid_minor) == (9999, 777, 8888)


def test_a_version_that_is_in_the_facts_changes_nothing() -> None:
    folded = Folded(2, facts_of(order(version=2)))
    assert change_of(order(version=1), folded) is None
    assert change_of(order(version=2), folded) is None


def test_a_newer_version_takes_back_what_the_older_one_added() -> None:
    before, after = order(version=1), refunded(version=2)
    change = change_of(after, Folded(1, facts_of(before)))
    assert change is not None
    assert [day.on for day in change.days] == [date(2026, 1, 7)]
    moved = change_of(order(version=3, channel="app"), Folded(1, facts_of(before)))
    assert moved is not None
    assert total_facts([facts_of(before)[DAY], moved.delta(DAY)]) == moved.after[DAY]


def test_an_order_of_more_days_than_a_transaction_holds_is_refused() -> None:
    def after(days: int) -> Refund:
        return Refund(id=f"R-{days}", refunded_at=PLACED + timedelta(days=days), amount_minor=1)

    assert change_of(order(refunds=tuple(map(after, range(1, 49)))), None) is not None
    with pytest.raises(TooScattered) as caught:
        change_of(order(refunds=tuple(map(after, range(1, 51)))), None)
    assert caught.value.facts == {"day_count": 51}


def test_transactions_stay_within_a_hundred_items() -> None:
    changes = [change_of(order(f"A-{n}"), None) for n in range(70)]
    packs = list(transactions(change for change in changes if change))
    assert [len(pack) for pack in packs] == [33, 33, 4]


def test_a_difference_is_what_is_added_to_get_there() -> None:
    one, two = facts_of(order())[DAY], facts_of(created())[DAY]
    assert total_facts([one, difference(two, one)]) == two
    assert difference(one, one) == {}
