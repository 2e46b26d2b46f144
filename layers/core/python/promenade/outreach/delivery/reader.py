"""What others ask of deliveries: contracts.deliveries.Frequencies and Outcomes."""

from collections.abc import Mapping, Sequence

from promenade.contracts.channels import Channel
from promenade.kit.clock import Clock
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.outcomes import DynamoOutcomes

__all__ = ["DynamoFrequencies", "DynamoOutcomes"]


class DynamoFrequencies:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._store = DynamoGateStore()

    def counted(self, customers: Sequence[str], channel: Channel) -> Mapping[str, int]:
        now, met = self._clock(), self._store.contacts(customers, channel)
        return {customer: contacts.counted(now) for customer, contacts in met.items()}
