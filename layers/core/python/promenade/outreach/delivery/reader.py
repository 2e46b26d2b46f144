"""What others ask of deliveries: contracts.deliveries.Frequencies, Handlings and Outcomes, and
contracts.foresights.Foresight."""

from collections.abc import Callable, Mapping, Sequence

from promenade.contracts.campaigns import SendingTerms
from promenade.contracts.channels import Channel
from promenade.contracts.consents import Consents
from promenade.contracts.deliveries import Handled, SendRequest
from promenade.contracts.foresights import Foreseen
from promenade.contracts.messages import MessageTemplate
from promenade.contracts.profiles import Recipients
from promenade.kit.clock import Clock
from promenade.outreach.delivery.model.progress import put_off_id
from promenade.outreach.delivery.service.foreseeing import Doors, foresee
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.outcomes import DynamoOutcomes

__all__ = ["DynamoForesight", "DynamoFrequencies", "DynamoHandlings", "DynamoOutcomes"]


class DynamoForesight:
    """`digest` stands for an address, `zone` is the shop's. A round trip each to people, consents
    and contacts, and one to the key service for who has an address."""

    def __init__(
        self,
        recipients: Recipients,
        consents: Consents,
        digest: Callable[[Channel, str], str],
        clock: Clock,
        zone: str,
    ) -> None:
        self._doors = Doors(recipients, consents, DynamoGateStore(), clock, digest, zone)

    def of(
        self, request: SendRequest, terms: SendingTerms, templates: Mapping[str, MessageTemplate]
    ) -> Foreseen:
        return foresee(request, terms, templates, self._doors)


class DynamoFrequencies:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._store = DynamoGateStore()

    def counted(self, customers: Sequence[str], channel: Channel) -> Mapping[str, int]:
        now, met = self._clock(), self._store.contacts(customers, channel)
        return {customer: contacts.counted(now) for customer, contacts in met.items()}


class DynamoHandlings:
    def __init__(self) -> None:
        self._store = DynamoGateStore()

    def of(self, campaign: str, request_id: str) -> Handled | None:
        """What it waits for is later each time, until it is too late to send."""
        found, name = None, request_id
        while (met := self._store.progress(campaign, name)) and met.is_whole:
            if not met.waiting:
                return Handled(met.at)
            until = max(met.waiting)
            found, name = Handled(until, is_waiting=True), put_off_id(name, until)
        return found
