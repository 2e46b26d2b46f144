"""From a run's pages to requests to send, and from what became of them to its end."""

from collections.abc import Iterator, Mapping

import msgspec

from promenade.contracts.campaigns import CampaignPaused, run_number
from promenade.contracts.deliveries import MessagesHandled, SendRequest
from promenade.contracts.messages import Templates
from promenade.contracts.segments import Segments, SegmentSnapshotTaken
from promenade.kit.errors import Stale, Unavailable
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace
from promenade.outreach.campaign.model import timing
from promenade.outreach.campaign.model.campaign import (
    FOR_APPROVAL,
    FOR_COST,
    UNDER_WAY,
    Campaign,
)
from promenade.outreach.campaign.model.costs import is_dearer
from promenade.outreach.campaign.model.faults import placed_segments
from promenade.outreach.campaign.model.reckoning import is_within
from promenade.outreach.campaign.model.runs import (
    PageTask,
    Run,
    is_complete,
    is_final,
    page_of,
    request_id,
)
from promenade.outreach.campaign.model.sending import local_time
from promenade.outreach.campaign.service.handing_on import hand_on, task_body
from promenade.outreach.campaign.service.launching import close_runs
from promenade.outreach.campaign.service.ports import CampaignStore, Queue, RunStore


class Doors(Value, frozen=True):
    """`pages` takes tasks, `requests` what the gate is asked to send. `link` is as long as those
    that people are sent."""

    campaigns: CampaignStore
    runs: RunStore
    segments: Segments
    templates: Templates
    pages: Queue
    requests: Queue
    link: str


def take(taken: SegmentSnapshotTaken, stamp: Stamp, doors: Doors) -> Campaign | None:
    """Notes the audience of a run and hands its pages on; None for snapshots of others. Told
    again, it hands on again what is not done with yet. Raises Unavailable."""
    campaign_id, _, number = taken.id.rpartition("-")
    if not number.isdecimal() or doors.runs.find(campaign_id, int(number)) is None:
        return None
    return patiently(lambda: _take(taken, (campaign_id, int(number)), stamp, doors), Stale)


def _take(
    taken: SegmentSnapshotTaken, place: tuple[str, int], stamp: Stamp, doors: Doors
) -> Campaign | None:
    stored, run = doors.campaigns.find(place[0]), doors.runs.find(*place)
    if stored is None or run is None:
        return None
    campaign = stored.value
    if run.page_count is None:
        run = replace(run, count=taken.count, page_count=taken.page_count)
        campaign = _counted(campaign, run, stamp, doors)
    hand_on(campaign, run, doors.pages)
    return finish(campaign, run, stamp, doors)


def send_pages(task: PageTask, doors: Doors) -> int:
    """Asks the gate for those of its pages that are not done with; how many. Whatever broke off
    before, nobody is sent the same twice. Nothing where the campaign was paused since. Raises
    Unavailable."""
    stored = doors.campaigns.find(task.campaign)
    run = doors.runs.find(task.campaign, task.run)
    if stored is None or run is None or stored.value.stage != "running":
        return 0
    left = doors.runs.pages_left(run.id, task.first, task.end)
    requests = [*_requests(stored.value, run, left, doors)]
    doors.requests.send([msgspec.json.encode(each) for each in requests])
    return len(requests)


def count(handled: MessagesHandled, stamp: Stamp, doors: Doors) -> bool:
    """Once for each request; whether it counted now. Raises Unavailable."""
    if doors.campaigns.find(handled.campaign) is None:
        return False
    number = run_number(handled.campaign, handled.entry)
    is_new = doors.runs.count(handled, number)
    if number:
        patiently(lambda: _go_on(handled, number, stamp, doors), Stale)
    return is_new


def _go_on(handled: MessagesHandled, number: int, stamp: Stamp, doors: Doors) -> None:
    """A page that was reopened is asked for again by who resumes the campaign, or at once where
    that has happened since."""
    stored, run = doors.campaigns.find(handled.campaign), doors.runs.find(handled.campaign, number)
    if stored is None or run is None:
        return
    page = page_of(handled)
    if page is not None and not is_final(handled) and stored.value.stage == "running":
        doors.pages.send([task_body(PageTask(run.campaign, number, page, page + 1))])
    finish(stored.value, run, stamp, doors)


def finish(campaign: Campaign, run: Run, stamp: Stamp, doors: Doors) -> Campaign:
    """Closes it once all its people are decided. Raises Stale."""
    is_open = any(each.number == run.number for each in campaign.open_runs)
    if not is_open or not is_complete(run, doors.runs.progress(campaign.id, run.number)):
        return campaign
    return close_runs(campaign, {run.number}, stamp, doors.campaigns)


def _people(run: Run, page: int, doors: Doors) -> tuple[str, ...]:
    """Raises Unavailable for a page that is not there yet: none is empty."""
    people = tuple(doors.segments.page(run.id, page))
    if not people:
        raise Unavailable("The snapshot does not show this page yet.")
    return people


def _counted(campaign: Campaign, run: Run, stamp: Stamp, doors: Doors) -> Campaign:
    """The launch itself is the check of what was approved: nobody was sent anything yet."""
    if campaign.stage in UNDER_WAY and (reason := _unapproved(campaign, run, doors)):
        after = timing.take_back(campaign, run, reason)
    else:
        after = timing.count_audience(campaign, run.count or 0)
    is_paused = after.stage != campaign.stage
    fact = CampaignPaused if is_paused else None
    return doors.campaigns.save(after, fact, stamp, lambda: [doors.runs.take(run)])


def _unapproved(campaign: Campaign, run: Run, doors: Doors) -> str:
    """Why it is another launch than was approved; empty where it is not."""
    terms, approved = campaign.terms, campaign.approved
    named = {segment_id for _, segment_id in placed_segments(terms.plan)}
    if not is_within(approved, doors.segments.terms_versions(named), run.count or 0):
        return FOR_APPROVAL
    wanted = {choice.template_id for each in terms.sends for choice in each.choices}
    templates = doors.templates.of(sorted(wanted))
    return FOR_COST if is_dearer(terms, approved, templates, doors.link) else ""


def _requests(
    campaign: Campaign, run: Run, left: Mapping[int, int], doors: Doors
) -> Iterator[SendRequest]:
    terms, (send,) = campaign.terms, campaign.terms.sends
    for page, reopened_count in left.items():
        yield SendRequest(
            id=request_id(run.id, page, reopened_count),
            campaign=campaign.id,
            step=send.name,
            channel=send.channel,
            purpose=terms.purpose,
            choices=send.choices,
            customers=_people(run, page, doors),
            entry=run.id,
            variables=dict(terms.variables),
            quiet=terms.quiet,
            until=run.until,
            correlation_id=run.id,
            is_asked_again=True,
            local=local_time(terms, run),
        )
