"""What became of a campaign's runs."""

from collections.abc import Mapping
from datetime import timedelta

from promenade.contracts.deliveries import Outcomes, Told
from promenade.kit.clock import Clock, system_clock
from promenade.kit.lookups import side_by_side
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value, replace
from promenade.outreach.campaign.model.campaign import OVER, Campaign
from promenade.outreach.campaign.model.runs import Progress, Run, ended, left_out
from promenade.outreach.campaign.service.managing import get
from promenade.outreach.campaign.service.ports import CampaignStore, RunStore

PEOPLES_OWN = 0
"""The number under which is counted what people were sent who came by themselves."""

_TOLD_WITHIN = timedelta(minutes=20)


class Doors(Value, frozen=True):
    campaigns: CampaignStore
    runs: RunStore
    outcomes: Outcomes
    clock: Clock = system_clock


class RunTold(Value, frozen=True):
    """`run` is None of all who came by themselves, into a journey."""

    run: Run | None
    progress: Progress
    told: Mapping[Told, int]
    is_open: bool

    @property
    def undecided_count(self) -> int | None:
        if self.run is None or self.run.count is None:
            return None
        return self.run.count - self.progress.decided_count - self.progress.waiting_count


class History(Value, frozen=True):
    campaign: Campaign
    page: Page[RunTold]


def history(campaign_id: str, limit: int, after: Position | None, doors: Doors) -> History:
    """The last run first. Raises NotFound, Unavailable."""
    campaign = get(campaign_id, doors.campaigns)
    if not campaign.is_mass:
        return History(campaign, Page((_own(campaign, doors),), None))
    page = doors.runs.list_runs(campaign_id, limit, after)
    numbers = [run.number for run in page.items]
    progresses = side_by_side(lambda number: _progress(campaign, number, doors), numbers)
    told = doors.outcomes.of(campaign_id, numbers)
    open_ = {each.number for each in campaign.open_runs}
    runs = tuple(
        _run(campaign, RunTold(run, progress, told[run.number], run.number in open_), doors)
        for run, progress in zip(page.items, progresses, strict=True)
    )
    return History(campaign, Page(runs, page.next))


def _run(campaign: Campaign, told: RunTold, doors: Doors) -> RunTold:
    """Of a campaign that is over what was under way is told still; who is left then is told of by
    nobody any more."""
    undecided = told.undecided_count or 0
    if campaign.ended_at is None or undecided <= 0:
        return told
    if doors.clock() < campaign.ended_at + _TOLD_WITHIN:
        return replace(told, is_open=True)
    return replace(told, progress=left_out(told.progress, undecided))


def _progress(campaign: Campaign, number: int, doors: Doors) -> Progress:
    progress = doors.runs.progress(campaign.id, number)
    return ended(progress) if campaign.stage in OVER else progress


def _own(campaign: Campaign, doors: Doors) -> RunTold:
    progress = _progress(campaign, PEOPLES_OWN, doors)
    told = doors.outcomes.of(campaign.id, [PEOPLES_OWN])
    return RunTold(None, progress, told[PEOPLES_OWN], is_open=campaign.ended_at is None)
