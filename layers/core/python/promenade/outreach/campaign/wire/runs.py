"""Runs of a campaign, and what became of their people, as staff see them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, get_args

from promenade.contracts.deliveries import Told
from promenade.kit.currencies import Currency
from promenade.kit.decoding import View
from promenade.outreach.campaign.service.history import History, RunTold

_TOLD: tuple[Told, ...] = get_args(Told)
_FIELDS: Mapping[Told, str] = {
    "opened": "provider_opened_count",
    "clicked": "provider_clicked_count",
}


class RunView(View, frozen=True):
    """`planned_count` is how many people its segment had (null until that is known), and of people
    who come by themselves, into a journey, whose run has the number 0. Each of them was sent it,
    held out, skipped for a reason, waits for the morning or their own time, or is `undecided`. Of a
    campaign that is over a run stays open until all that was under way is told, 20 minutes at most.
    `sent` is by variant. Of those sent, providers told that so many were delivered, bounced for
    good, and so on: each message counts once for each. What providers say was opened and clicked is
    not what we saw: that is in the campaign's effect, by people. The cost is in millionths of the
    currency's major unit."""

    number: int
    state: Literal["open", "closed"]
    due_at: datetime | None
    opened_at: datetime | None
    until: datetime | None
    planned_count: int | None
    sent_count: int
    sent: dict[str, int]
    held_out_count: int
    skipped: dict[str, int]
    waiting_count: int
    undecided_count: int | None
    delivered_count: int
    deferred_count: int
    bounced_count: int
    provider_opened_count: int
    provider_clicked_count: int
    complained_count: int
    stopped_count: int
    currency: Currency
    cost_micros: int


class RunPage(View, frozen=True):
    items: list[RunView]
    next: str | None


def show_history(found: History, cursor: str | None) -> RunPage:
    currency = found.campaign.terms.currency
    return RunPage(items=[_run(each, currency) for each in found.page.items], next=cursor)


def _run(told: RunTold, currency: Currency) -> RunView:
    run, progress = told.run, told.progress
    counts = {_FIELDS.get(name, f"{name}_count"): told.told.get(name, 0) for name in _TOLD}
    return RunView(
        number=run.number if run else 0,
        state="open" if told.is_open else "closed",
        due_at=run.due_at if run else None,
        opened_at=run.opened_at if run else None,
        until=run.until if run else None,
        planned_count=run.count if run else None,
        sent_count=progress.sent_count,
        sent=dict(progress.sent),
        held_out_count=progress.held_out_count,
        skipped=dict(progress.skipped),
        waiting_count=progress.waiting_count,
        undecided_count=told.undecided_count,
        currency=currency,
        cost_micros=progress.cost_micros,
        **counts,
    )
