"""Profiles that were changed, as the bus tells of them: of the merged ones something follows."""

from promenade.contracts.profiles import ProfileChanged
from promenade.kit.clock import Clock
from promenade.kit.facts import read
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.service.recording import Merge


def read_merge(message: bytes, clock: Clock) -> tuple[Merge | None, Stamp]:
    """Raises Invalid, UnknownSchema."""
    event = read(message, ProfileChanged)
    stamp = Stamp("system:consent", clock(), event.correlation_id, event.event_id)
    into = event.data.merged_into
    return (Merge(event.data.id, into) if into else None), stamp
