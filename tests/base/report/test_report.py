"""Fixed definitions: what each metric is, and what it is compared with."""

from datetime import UTC, date, datetime, timedelta

from promenade.base.report.model.day import Segment, SettledDay, absorb, close
from promenade.base.report.model.job import ReportJob, Scope
from promenade.base.report.model.period import Period, ends_at, periods
from promenade.base.report.model.report import Comparison, Report, compare, report_of
from promenade.contracts.orders import OrderDocument, OrderLine, RecordedOrder
from tests.support.facts import LATER, ON, PLACED, created, folded_once, order, refunded

WEEK = Period(ON, date(2026, 1, 11))


def settled(*orders: OrderDocument, is_over: bool = True) -> list[SettledDay]:
    days = folded_once(orders)
    absorbed = (absorb(SettledDay(d), [Segment("s", f, LATER)], LATER) for d, f in days.items())
    return [close(each, each.facts, LATER) if is_over else each for each in absorbed]


def report(*orders: OrderDocument, period: Period = WEEK, **scope: str) -> Report:
    job = ReportJob("report_1", Scope("CNY", **scope), period, "en", LATER, "staff:maria")
    return report_of(job, settled(*orders), LATER)


def values(found: Report) -> dict[str, int | None]:
    return {name: each.value for name, each in found.headline.items()}


def test_every_metric_is_as_defined() -> None:
    found = report(order("A-1"), refunded("A-2"), created("A-3"), order("A-4", customer=None))
    assert values(found) == {
        "net_minor": 3 * 7800 - 2750,
        "gmv_minor": 4 * 7500,
        "paid_minor": 3 * 7800,
        "aov_minor": 7800,
        "order_count": 4,
        "paid_order_count": 3,
        "buyer_count": 1,
        "unit_count": 9,
        "refunded_minor": 2750,
        "refund_count": 1,
        "discount_minor": 4 * 500,
        "guest_order_count": 1,
    }


def test_nothing_is_divided_by_nothing() -> None:
    found = report(created())
    assert found.headline["aov_minor"] == Comparison(None, None, None)
    assert found.headline["net_minor"] == Comparison(0, 0, None)
    assert [part.share_bp for part in found.channels] == [None]


def test_changes_are_in_basis_points_of_the_previous_value_halves_away_from_zero() -> None:
    assert compare(150, 100).change_bp == 5000
    assert compare(1, 3).change_bp == -6667
    assert compare(-50, -100).change_bp == 5000
    assert compare(5, 0).change_bp is None


def test_a_period_is_compared_with_as_many_days_just_before_it() -> None:
    before = PLACED - timedelta(days=7)
    found = report(
        order("A-1"), order("A-2"), order("B-1", placed_at=before, paid_at=before), period=WEEK
    )
    assert found.previous == Period(date(2025, 12, 29), date(2026, 1, 4))
    assert found.headline["net_minor"] == Comparison(15600, 7800, 10_000)
    assert [(day.on, day.previous and day.previous.net_minor) for day in found.days][:2] == [
        (ON, 7800),
        (date(2026, 1, 6), 0),
    ]


def test_days_of_unequal_months_stand_side_by_side_as_far_as_both_go() -> None:
    on_31st = datetime(2026, 1, 31, 4, tzinfo=UTC)
    sales = [order("A-1", placed_at=on_31st, paid_at=on_31st)]
    february = report(*sales, period=Period(date(2026, 2, 1), date(2026, 2, 28)))
    assert february.headline["net_minor"].previous == 7800
    assert len(february.days) == 28
    assert {day.previous and day.previous.net_minor for day in february.days} == {0}
    march = report(*sales, period=Period(date(2026, 3, 1), date(2026, 3, 31)))
    assert [day.previous is None for day in march.days] == [False] * 28 + [True] * 3


def test_who_buys_on_two_days_is_one_buyer_and_who_is_known_by_two_ids_is_two() -> None:
    next_day = PLACED + timedelta(days=1)
    again = order("A-2", placed_at=next_day, paid_at=next_day)
    assert values(report(order("A-1"), again))["buyer_count"] == 1
    assert values(report(order("A-1"), order("A-2", customer="c-2")))["buyer_count"] == 2


def test_parts_sum_to_the_whole_and_come_largest_first() -> None:
    found = report(order("A-1"), order("A-2", channel="app"), refunded("A-3", channel="app"))
    net = found.headline["net_minor"].value
    assert [part.name for part in found.channels] == ["app", "web"]
    assert [part.name for part in found.categories] == ["tea", "uncategorised", "shipping"]
    assert sum(part.sums.net_minor for part in found.channels) == net
    assert sum(part.sums.net_minor for part in found.categories) == net
    assert sum(day.sums.net_minor for day in found.days) == net
    assert sum(map(sum, found.heat)) == found.headline["order_count"].value


def test_the_best_seller_goes_by_net_and_under_the_title_it_sold_best_under() -> None:
    def cups(title: str, quantity: int) -> OrderLine:
        amount = quantity * 1500
        return OrderLine(
            line=1,
            sku="CUP",
            title=title,
            quantity=quantity,
            unit_price_minor=1500,
            paid_minor=amount,
        )

    found = report(
        order("A-1", lines=(cups("Old cup", 1),)),
        order("A-2", lines=(cups("Cup", 9),)),
        refunded("A-3"),
    )
    assert [(part.name, part.title) for part in found.top_skus] == [("CUP", "Cup"), ("TEA", "龙井")]
    assert found.sku_count == 2


def test_orders_are_counted_by_the_hour_and_weekday_of_their_store() -> None:
    sunday = datetime(2026, 1, 11, 15, 30, tzinfo=UTC)
    found = report(order("A-1"), order("A-2", placed_at=sunday))
    assert (found.heat[0][11], found.heat[6][23]) == (1, 1)


def test_only_days_that_were_checked_are_reconciled() -> None:
    job = ReportJob("report_1", Scope("CNY"), WEEK, "en", LATER, "staff:maria")
    found = report_of(job, settled(order(), is_over=False), LATER)
    assert found.reconciliation.is_balanced is None
    assert found.reconciliation.open_days == (ON,)
    assert [day.on for day in found.days if not day.is_closed] == [ON]


def test_a_day_without_orders_is_closed_once_it_is_over_everywhere() -> None:
    job = ReportJob("report_1", Scope("CNY"), WEEK, "en", LATER, "staff:maria")
    nights = [datetime(2026, 1, 8, 11, 59, tzinfo=UTC), datetime(2026, 1, 8, 12, tzinfo=UTC)]
    closed = [[day.on.day for day in report_of(job, [], at).days if day.is_closed] for at in nights]
    assert closed == [[5, 6], [5, 6, 7]]


def test_a_period_has_both_its_days_and_days_in_a_row_are_one_period() -> None:
    assert (len(list(WEEK)), WEEK.day_count) == (7, 7)
    assert ON in WEEK
    assert date(2026, 1, 12) not in WEEK
    days = [date(2026, 1, 31), date(2026, 2, 2), date(2026, 2, 1), date(2026, 2, 4)]
    assert periods(days) == [
        Period(date(2026, 1, 31), date(2026, 2, 2)),
        Period(date(2026, 2, 4), date(2026, 2, 4)),
    ]


def test_a_day_ends_at_its_own_midnight_when_clocks_change() -> None:
    assert ends_at(date(2026, 3, 29), "Europe/Berlin") == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert ends_at(date(2026, 3, 28), "Europe/Berlin") == datetime(2026, 3, 28, 23, tzinfo=UTC)


def test_an_order_that_the_facts_lack_unbalances_the_report_and_shows_no_person() -> None:
    lost = RecordedOrder("storefront", "13812345678", 2, "flagship", "CNY", 100, 0)
    job = ReportJob("report_1", Scope("CNY"), Period(ON, ON), "en", LATER, "staff:maria")
    found = report_of(job, settled(order()), LATER, [lost] * 21).reconciliation
    assert found.is_balanced is False
    assert (len(found.missing), found.missing_count) == (20, 21)
    assert found.missing[0].number == "***"


def test_nobody_shows_in_the_names_of_a_report() -> None:
    found = report(order("A-1", channel="wang.fang@example.cn"))
    assert [each.name for each in found.channels] == ["***"]
