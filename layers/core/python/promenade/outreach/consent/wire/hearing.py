"""Facts of deliveries, as the bus puts them on a queue."""

from collections.abc import Mapping

from promenade.contracts.deliveries import MessageBounced, MessageComplained, RecipientStopped
from promenade.kit import facts
from promenade.kit.clock import Clock
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.service.hearing import Heard

FACTS: Mapping[str, type[Heard]] = {
    "MessageBounced": MessageBounced,
    "MessageComplained": MessageComplained,
    "RecipientStopped": RecipientStopped,
}


def read_heard(body: bytes, clock: Clock) -> tuple[Heard, Stamp] | None:
    """None for another fact. Raises Invalid, UnknownSchema."""
    fact = FACTS.get(facts.name_of(body))
    if fact is None:
        return None
    event = facts.read(body, fact)
    stamp = Stamp("system:delivery", clock(), event.correlation_id, event.event_id)
    return event.data, stamp
