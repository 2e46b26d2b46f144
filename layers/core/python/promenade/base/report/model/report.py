"""A report: definitions fixed, every total the sum of its drill-down, no division by zero.

GMV is the goods amount of orders created; net is paid − refunded; AOV is paid ÷ paid orders. Of
the changes against the compared period, `previous` here, `change_bp` is in basis points, None where
there is nothing to compare with.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, repeat

from promenade.base.report.model.day import Check, SettledDay
from promenade.base.report.model.facts import NOTHING, Measures, measured
from promenade.base.report.model.job import ComparedPeriod, ReportJob, Scope
from promenade.base.report.model.period import Period, is_over_everywhere
from promenade.base.report.model.tally import Tally, sum_of, tally
from promenade.contracts.orders import RecordedOrder
from promenade.kit.masks import masked
from promenade.kit.money import half_up
from promenade.kit.values import Value, replace

Days = Iterable[SettledDay]
Recorded = Sequence[RecordedOrder]

_TOP_SKUS = 20
_MISSING = 20
"""Told by number; the others are counted."""


class Sums(Value, frozen=True):
    gmv_minor: int
    discount_minor: int
    order_count: int
    paid_minor: int
    paid_order_count: int
    guest_order_count: int
    unit_count: int
    refunded_minor: int
    refund_count: int
    net_minor: int


class Comparison(Value, frozen=True):
    value: int | None
    previous: int | None
    change_bp: int | None


class DayRow(Value, frozen=True):
    """`previous` is the day as far into the compared period as this one is into its own, None
    where that period is over by then. A day without orders is closed once it is over in every
    zone."""

    on: date
    sums: Sums
    previous: Sums | None
    is_closed: bool
    is_restated: bool


class Slice(Value, frozen=True):
    """`share_bp` is its part of the net; None where the net is not above zero."""

    kind: str
    name: str
    title: str
    sums: Sums
    share_bp: int | None


class Reconciliation(Value, frozen=True):
    """Σ of the orders' own rows against Σ facts, over the closed days of the period and every
    channel. `is_balanced` compares every cell of every day; None while no day is closed.
    `missing` are orders that were recorded and are in no facts: of the shops, whatever their day;
    with one of them nothing is balanced. Who reads reports sees no persons in their numbers."""

    ledger: Sums
    facts: Sums
    closed_day_count: int
    open_days: tuple[date, ...]
    is_balanced: bool | None
    missing: tuple[RecordedOrder, ...] = ()
    missing_count: int = 0


class Report(Value, frozen=True):
    """`folded_at` is the newest change that is in it."""

    id: str
    scope: Scope
    period: Period
    compare: ComparedPeriod
    previous: Period
    built_at: datetime
    folded_at: datetime | None
    headline: Mapping[str, Comparison]
    days: tuple[DayRow, ...]
    channels: tuple[Slice, ...]
    categories: tuple[Slice, ...]
    top_skus: tuple[Slice, ...]
    sku_count: int
    heat: tuple[tuple[int, ...], ...]
    reconciliation: Reconciliation


def report_of(job: ReportJob, settled: Days, at: datetime, missing: Recorded = ()) -> Report:
    """`settled` are the days of the period and of the one that it is compared with."""
    days = list(settled)
    own = [each for each in days if each.day.on in job.period]
    now = tally(own, job.scope.channel)
    previous_days = (each for each in days if each.day.on in job.compared)
    before = tally(previous_days, job.scope.channel)
    return Report(
        id=job.id,
        scope=job.scope,
        period=job.period,
        compare=job.compare,
        previous=job.compared,
        built_at=at,
        folded_at=max((each.folded_at for each in own if each.folded_at), default=None),
        headline=_headline(now, before),
        days=tuple(_days(job, now, before, own, at)),
        channels=_slices("channel", now.channels, now),
        categories=_slices("category", now.categories, now) + _slices("other", now.others, now),
        top_skus=_slices("sku", now.skus, now)[:_TOP_SKUS],
        sku_count=len(now.skus),
        heat=tuple(tuple(now.heat[day, hour] for hour in range(24)) for day in range(7)),
        reconciliation=_reconciliation(own, missing),
    )


def sums(measures: Measures) -> Sums:
    return Sums(*measures, net_minor=measures.net_minor)


def compare(value: int | None, previous: int | None) -> Comparison:
    if value is None or not previous:
        return Comparison(value, previous, None)
    return Comparison(value, previous, half_up((value - previous) * 10_000, abs(previous)))


def _headline(now: Tally, before: Tally) -> dict[str, Comparison]:
    values, previous = _metrics(now), _metrics(before)
    return {name: compare(value, previous[name]) for name, value in values.items()}


def _metrics(tallied: Tally) -> dict[str, int | None]:
    total = tallied.total
    count = total.paid_order_count
    return {
        "net_minor": total.net_minor,
        "gmv_minor": total.gmv_minor,
        "paid_minor": total.paid_minor,
        "aov_minor": half_up(total.paid_minor, count) if count else None,
        "order_count": total.order_count,
        "paid_order_count": count,
        "buyer_count": tallied.buyer_count,
        "unit_count": total.unit_count,
        "refunded_minor": total.refunded_minor,
        "refund_count": total.refund_count,
        "discount_minor": total.discount_minor,
        "guest_order_count": total.guest_order_count,
    }


def _days(
    job: ReportJob, now: Tally, before: Tally, own: Sequence[SettledDay], at: datetime
) -> Iterable[DayRow]:
    still_open = {each.day.on for each in own if not each.check}
    closed = {each.day.on for each in own} - still_open
    restated = {each.day.on for each in own if each.restated_at}
    for on, on_before in zip(job.period, chain(job.compared, repeat(None)), strict=False):
        yield DayRow(
            on=on,
            sums=sums(now.days.get(on, NOTHING)),
            previous=None if on_before is None else sums(before.days.get(on_before, NOTHING)),
            is_closed=on in closed or (on not in still_open and is_over_everywhere(on, at)),
            is_restated=on in restated,
        )


def _slices(kind: str, measures: Mapping[str, Measures], whole: Tally) -> tuple[Slice, ...]:
    """By net, the largest first."""
    net_minor = whole.total.net_minor
    ranked = sorted(measures.items(), key=lambda pair: (-pair[1].net_minor, pair[0]))
    return tuple(
        Slice(
            kind=kind,
            name=name if kind == "sku" else masked(name),
            title=masked(whole.title(name)) if kind == "sku" else "",
            sums=sums(each),
            share_bp=half_up(each.net_minor * 10_000, net_minor) if net_minor > 0 else None,
        )
        for name, each in ranked
    )


def _reconciliation(own: Sequence[SettledDay], missing: Recorded) -> Reconciliation:
    closed = [each for each in own if each.check]
    checks = [each.check for each in own if each.check]
    return Reconciliation(
        ledger=sums(sum_of(check.ledger for check in checks)),
        facts=sums(sum_of(measured(each.facts) for each in closed)),
        closed_day_count=len({each.day.on for each in closed}),
        open_days=tuple(sorted({each.day.on for each in own if not each.check})),
        is_balanced=_is_balanced(checks, missing),
        missing=tuple(replace(each, number=masked(each.number)) for each in missing[:_MISSING]),
        missing_count=len(missing),
    )


def _is_balanced(checks: Sequence[Check], missing: Recorded) -> bool | None:
    if missing:
        return False
    return all(check.is_balanced for check in checks) if checks else None
