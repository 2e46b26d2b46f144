"""What workers are handed: wakes and pages of ours, and what the bus tells."""

from promenade.contracts.campaigns import CampaignApproved, CampaignResumed
from promenade.contracts.deliveries import MessagesHandled
from promenade.contracts.segments import SegmentSnapshotTaken
from promenade.kit.clock import Clock
from promenade.kit.decoding import decode
from promenade.kit.facts import name_of, read
from promenade.kit.stamp import Stamp
from promenade.outreach.campaign.model.runs import PageTask
from promenade.outreach.campaign.service.waking import Wake

_ACTOR = "system:campaign"
_OF_THE_BUS = b'"detail-type"'
PageWork = PageTask | MessagesHandled | SegmentSnapshotTaken


def read_wake(message: bytes, clock: Clock) -> tuple[Wake, Stamp]:
    """Raises Invalid, UnknownSchema."""
    now = clock()
    if _OF_THE_BUS not in message:
        asked = decode(message, Wake)
        print_ = f"{asked.campaign} woken at {now.isoformat()}"
        return asked, Stamp(_ACTOR, now, asked.campaign, print_)
    is_resumed = name_of(message) == CampaignResumed.__name__
    event = read(message, CampaignResumed if is_resumed else CampaignApproved)
    asked = Wake(event.data.id, goes_on=True)
    return asked, Stamp(_ACTOR, now, event.correlation_id, f"{event.event_id} at {now.isoformat()}")


def read_pages(message: bytes, clock: Clock) -> tuple[PageWork, Stamp]:
    """Raises Invalid, UnknownSchema."""
    now = clock()
    if _OF_THE_BUS not in message:
        task = decode(message, PageTask)
        return task, Stamp(_ACTOR, now, task.campaign, f"{task.campaign} {task.run} {task.first}")
    if name_of(message) == SegmentSnapshotTaken.__name__:
        taken = read(message, SegmentSnapshotTaken)
        return taken.data, Stamp(_ACTOR, now, taken.correlation_id, taken.event_id)
    handled = read(message, MessagesHandled)
    return handled.data, Stamp(_ACTOR, now, handled.correlation_id, handled.event_id)
