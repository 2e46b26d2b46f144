"""What consent follows, as the bus tells of it: profiles that were changed, and who refused."""

from promenade.contracts.consents import ConsentChanged, PersonSuppressionChanged
from promenade.contracts.profiles import ProfileChanged
from promenade.kit.clock import Clock
from promenade.kit.facts import name_of, read
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.service.following import Followed, Forgotten, Known
from promenade.outreach.consent.service.merging import Merge

_Told = ConsentChanged | PersonSuppressionChanged | ProfileChanged
FACTS: dict[str, type[_Told]] = {
    "ConsentChanged": ConsentChanged,
    "PersonSuppressionChanged": PersonSuppressionChanged,
    "ProfileChanged": ProfileChanged,
}


def read_followed(message: bytes, clock: Clock) -> tuple[Followed, Stamp]:
    """Raises Invalid, UnknownSchema."""
    event = read(message, FACTS.get(name_of(message), ProfileChanged))
    stamp = Stamp("system:consent", clock(), event.correlation_id, event.event_id)
    return _followed(event.data), stamp


def _followed(told: _Told) -> Followed:
    match told:
        case ProfileChanged(state="anonymised"):
            return Forgotten(told.id)
        case ProfileChanged(merged_into=str(into)):
            return Merge(told.id, into, told.mergers)
        case ProfileChanged():
            return Known(told.id, told.mergers)
    return Known(told.customer)
