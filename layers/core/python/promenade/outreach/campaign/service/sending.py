"""From a run's pages to requests to send, and from what became of them to its end."""

from collections.abc import Iterator

import msgspec

from promenade.contracts.campaigns import CampaignPaused, run_number
from promenade.contracts.deliveries import MessagesHandled, SendRequest
from promenade.contracts.segments import Segments, SegmentSnapshotTaken
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace
from promenade.outreach.campaign.model import campaign as life
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.runs import (
    PageTask,
    Run,
    is_complete,
    request_id,
    tasks,
)
from promenade.outreach.campaign.service.launching import close_runs
from promenade.outreach.campaign.service.ports import CampaignStore, Queue, RunStore


class Doors(Value, frozen=True):
    """`pages` takes tasks, `requests` what the gate is asked to send."""

    campaigns: CampaignStore
    runs: RunStore
    segments: Segments
    pages: Queue
    requests: Queue


def take(taken: SegmentSnapshotTaken, stamp: Stamp, doors: Doors) -> Campaign | None:
    """Notes the audience of a run and hands its pages on; None for snapshots of others. Told
    again, it hands on again what is not done with yet. Raises Stale."""
    campaign_id, _, number = taken.id.rpartition("-")
    stored = doors.campaigns.find(campaign_id) if number.isdecimal() else None
    run = doors.runs.find(campaign_id, int(number)) if stored else None
    if stored is None or run is None:
        return None
    campaign = stored.value
    if run.page_count is None:
        run = replace(run, count=taken.count, page_count=taken.page_count)
        campaign = _counted(campaign, run, stamp, doors)
    hand_on(campaign, run, doors)
    return finish(campaign, run, stamp, doors)


def hand_on_all(campaign: Campaign, doors: Doors) -> None:
    """What is not done with yet of all its open runs, as once it was resumed."""
    for opened in campaign.open_runs:
        run = doors.runs.find(campaign.id, opened.number)
        if run is not None and run.page_count is not None:
            hand_on(campaign, run, doors)


def hand_on(campaign: Campaign, run: Run, doors: Doors) -> None:
    """Nothing of a campaign that does not run."""
    if campaign.stage == "running":
        doors.pages.send([msgspec.json.encode(each) for each in tasks(run, campaign.round)])


def send_pages(task: PageTask, doors: Doors) -> int:
    """Asks the gate for those of its pages that are not done with; how many. Whatever broke off
    before, nobody is sent the same twice. Nothing where the campaign was paused since."""
    stored = doors.campaigns.find(task.campaign)
    run = doors.runs.find(task.campaign, task.run)
    if stored is None or run is None or stored.value.stage != "running":
        return 0
    done = doors.runs.handled_pages(run.id)
    left = [page for page in range(task.first, task.end) if page not in done]
    requests = [*_requests(stored.value, run, task.round, left, doors)]
    doors.requests.send([msgspec.json.encode(each) for each in requests])
    return len(requests)


def count(handled: MessagesHandled, stamp: Stamp, doors: Doors) -> bool:
    """Once for each request; whether it counted now. Raises Stale."""
    stored = doors.campaigns.find(handled.campaign)
    if stored is None:
        return False
    number = run_number(handled.campaign, handled.entry)
    is_new = doors.runs.count(handled, number)
    run = doors.runs.find(handled.campaign, number) if number else None
    if run is not None:
        finish(stored.value, run, stamp, doors)
    return is_new


def finish(campaign: Campaign, run: Run, stamp: Stamp, doors: Doors) -> Campaign:
    """Closes it once all its people are decided. Raises Stale."""
    is_open = any(each.number == run.number for each in campaign.open_runs)
    progress = doors.runs.progress(campaign.id, run.number)
    if not is_open or not is_complete(run, progress):
        return campaign
    return close_runs(campaign, {run.number}, stamp, doors.campaigns)


def _counted(campaign: Campaign, run: Run, stamp: Stamp, doors: Doors) -> Campaign:
    after = life.count_audience(campaign, run.count or 0)
    is_paused = after.stage != campaign.stage
    fact = CampaignPaused if is_paused else None
    return doors.campaigns.save(after, fact, stamp, lambda: [doors.runs.take(run)])


def _requests(
    campaign: Campaign, run: Run, round_: int, pages: list[int], doors: Doors
) -> Iterator[SendRequest]:
    terms, (send,) = campaign.terms, campaign.terms.sends
    for page in pages:
        yield SendRequest(
            id=request_id(run.id, page, round_),
            campaign=campaign.id,
            step=send.name,
            channel=send.channel,
            purpose=terms.purpose,
            choices=send.choices,
            customers=tuple(doors.segments.page(run.id, page)),
            entry=run.id,
            variables=dict(terms.variables),
            quiet=terms.quiet,
            until=run.until,
            correlation_id=run.id,
        )
