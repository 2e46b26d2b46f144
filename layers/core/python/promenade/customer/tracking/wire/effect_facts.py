"""What others tell of campaigns, as far as it says what came of them."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from promenade.contracts import campaigns
from promenade.contracts.campaigns import HELD_OUT, CampaignFact
from promenade.contracts.consents import ConsentChanged
from promenade.contracts.deliveries import (
    MessageBounced,
    MessageDelivered,
    MessagesHandled,
    ReceiptFact,
)
from promenade.contracts.profiles import ProfileChanged
from promenade.contracts.tracking import LinkFollowed, MessageOpened, TouchFact
from promenade.customer.tracking.model.arms import Mark, Seen, sent_elsewhere
from promenade.customer.tracking.model.sales import Visit
from promenade.customer.tracking.service.effect_ports import KnownCampaign
from promenade.customer.tracking.service.following import (
    Erased,
    Handled,
    Linked,
    Told,
    Touched,
    Unsubscribed,
)
from promenade.kit.decoding import become
from promenade.kit.facts import name_of, read


def read_told(message: bytes) -> Told:
    """Raises Invalid, UnknownSchema."""
    return _READ[name_of(message)](message)


def _campaign(message: bytes, fact: type[CampaignFact]) -> Told:
    return become(read(message, fact).data, KnownCampaign)


def _handled(message: bytes) -> Told:
    fact = read(message, MessagesHandled).data
    return Handled(
        request_id=fact.request_id,
        campaign=fact.campaign,
        people=tuple(_people(fact)),
        sent=Counter(each.variant for each in fact.reached),
        currency=fact.currency,
        cost_micros=fact.cost_micros,
    )


def _people(fact: MessagesHandled) -> Iterator[Seen]:
    for each in fact.reached:
        yield Seen(each.customer, fact.campaign, each.variant, fact.at, ("sent",))
    for each in fact.unsent:
        yield Seen(each.customer, fact.campaign, each.variant, fact.at)
    for customer in fact.held_out:
        yield Seen(customer, fact.campaign, HELD_OUT, fact.at)


def _receipt(message: bytes, fact: type[ReceiptFact], mark: Mark) -> Told:
    told = read(message, fact).data
    return Seen(told.customer, told.campaign, told.variant, marks=(mark,))


def _touch(message: bytes, fact: type[TouchFact]) -> Told:
    event = read(message, fact)
    told, is_open = event.data, fact is MessageOpened
    variant = sent_elsewhere(told.variant) if told.is_sent_elsewhere else told.variant
    visit = Visit(told.at, told.campaign, variant, told.step, told.channel, is_open)
    return Touched(event.event_id, told.customer, visit)


def _consents(message: bytes) -> Told:
    told = read(message, ConsentChanged).data
    refusals = (each for each in told.changes if each.state == "withdrawn" and each.campaign)
    return Unsubscribed(told.customer, tuple(dict.fromkeys(each.campaign for each in refusals)))


def _profile(message: bytes) -> Told:
    told = read(message, ProfileChanged).data
    if told.state == "anonymised":
        return Erased(told.id)
    return Linked(told.id, told.merged_into, told.mergers)


_CAMPAIGNS: tuple[type[CampaignFact], ...] = (
    campaigns.CampaignDrafted,
    campaigns.CampaignEdited,
    campaigns.CampaignSubmitted,
    campaigns.CampaignApproved,
    campaigns.CampaignRejected,
    campaigns.CampaignWithdrawn,
    campaigns.CampaignLaunched,
    campaigns.CampaignPaused,
    campaigns.CampaignResumed,
    campaigns.CampaignDone,
    campaigns.CampaignCancelled,
)
_READ: dict[str, Callable[[bytes], Told]] = {
    **{each.__name__: partial(_campaign, fact=each) for each in _CAMPAIGNS},
    "MessagesHandled": _handled,
    "MessageDelivered": partial(_receipt, fact=MessageDelivered, mark="delivered"),
    "MessageBounced": partial(_receipt, fact=MessageBounced, mark="bounced"),
    "LinkFollowed": partial(_touch, fact=LinkFollowed),
    "MessageOpened": partial(_touch, fact=MessageOpened),
    "ConsentChanged": _consents,
    "ProfileChanged": _profile,
}
