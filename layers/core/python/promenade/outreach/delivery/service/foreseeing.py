"""What the gate would decide about one person now: weighed as ever, and nothing is written."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from promenade.contracts.campaigns import SendingTerms
from promenade.contracts.channels import Channel
from promenade.contracts.consents import Consents
from promenade.contracts.consents import Recipient as Asked
from promenade.contracts.deliveries import SendRequest
from promenade.contracts.foresights import Foreseen
from promenade.contracts.messages import MessageTemplate
from promenade.contracts.profiles import ADDRESSES, CALLING, Recipient, Recipients
from promenade.kit.clock import Clock
from promenade.kit.telemetry import Personal
from promenade.kit.values import Value, replace
from promenade.outreach.delivery.model.progress import Decision
from promenade.outreach.delivery.service.ports import ContactStore
from promenade.outreach.delivery.service.untracked import Untracked
from promenade.outreach.delivery.service.weighing import Terms, Weighing


class Doors(Value, frozen=True):
    recipients: Recipients
    consents: Consents
    store: ContactStore
    clock: Clock
    digest: Callable[[Channel, str], str]
    zone: str


class _Found(Value, frozen=True):
    """Who was asked for already."""

    people: Mapping[str, Recipient]

    def of(self, customers: Sequence[str]) -> Mapping[str, Recipient]:
        return {each: self.people[each] for each in customers if each in self.people}


class _Weighers(Value, frozen=True):
    recipients: Recipients
    consents: Consents
    store: ContactStore
    digest: Callable[[Channel, str], str]
    links: Untracked = Untracked()


def foresee(
    request: SendRequest,
    campaign: SendingTerms,
    templates: Mapping[str, MessageTemplate],
    doors: Doors,
) -> Foreseen:
    """Of a request for one customer. Raises Unavailable."""
    found = doors.recipients.of(request.customers)
    people = {asked: replace(each, open=cache(each.open)) for asked, each in found.items()}
    person = people.get(request.customers[0])
    weighers = _Weighers(_Found(people), doors.consents, doors.store, doors.digest)
    terms = Terms(request, campaign, templates, doors.clock(), doors.zone)
    decided = _decided(terms, person, Weighing(terms, weighers))
    if decided.outcome == "no_profile":
        decided = replace(decided, said=_erased(terms, doors.consents))
    traits = (person.language, person.zone, _name(person, request.channel)) if person else ()
    return Foreseen(decided.customer, decided.outcome, decided.said, decided.until, *traits)  # type: ignore[arg-type]


def _name(person: Recipient, channel: Channel) -> Personal | None:
    """Of who can be reached by a channel that calls people: as the gate does."""
    kind = ADDRESSES.get(channel)
    is_reached = channel in CALLING if kind is None else kind in person.channels
    return person.open().name if is_reached else None


def _decided(terms: Terms, person: Recipient | None, weighing: Weighing) -> Decision:
    customers = terms.request.customers
    if terms.campaign and terms.campaign.is_over:
        return Decision(person.customer if person else customers[0], "campaign_ended")
    cases = weighing.weigh(customers, frozenset())
    (decided,) = [*weighing.decisions, *(each.decided("sent") for each in cases)]
    return decided


def _erased(terms: Terms, consents: Consents) -> str:
    """Since when, of who is unknown as they were erased."""
    (customer,), request = terms.request.customers, terms.request
    (verdict,) = consents.verdicts([Asked(customer, request.channel, terms.purpose)])
    return verdict.told if verdict.rule == "erased" else ""
