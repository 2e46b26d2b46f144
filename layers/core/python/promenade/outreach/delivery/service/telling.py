"""Why somebody got a message, or did not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from promenade.contracts.channels import Channel
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value, replace
from promenade.outreach.delivery.model.contacts import Contact, Place, key_of, message_key
from promenade.outreach.delivery.model.progress import Decision, Progress
from promenade.outreach.delivery.model.receipts import Mark, Message
from promenade.outreach.delivery.service.ending import Ending
from promenade.outreach.delivery.service.ports import UNKNOWN, LogStore, MessageKey

MOST_DECISIONS = 100
"""On a page of a campaign's, and of one request."""

AT_ONCE = (1, 4, 15, 40, 40)
"""How many requests each query for such a page asks for: a first one may be large, and fill it;
those that are small fill it together."""


class Told(Value, frozen=True):
    """`decision` is None while the request is at work, or where a worker died over it; `state` is
    what the provider told last of what it took, and of what is `unknown` once it told anything."""

    at: datetime
    campaign: str
    request_id: str
    customer: str
    step: str = ""
    entry: str = ""
    channel: Channel | None = None
    decision: Decision | None = None
    state: Mark | None = None
    currency: str = ""


class Wanted(Value, frozen=True):
    """Of a customer's messages, those of a campaign where it is named."""

    customer: str
    limit: int
    after: Position | None = None
    campaign: str = ""


def messages_of(wanted: Wanted, store: LogStore, ending: Ending) -> Page[Told]:
    """Newest first, each once; of the `limit` that are looked at, those of the campaign. What is no
    longer recent stands among what has passed before that: so it is read last. Raises
    Unavailable."""
    before = _place_in(wanted.after)
    met = [each for contacts in store.recent(wanted.customer) for each in contacts.recent]
    met = [each for each in met if before is None or each.place < before]
    passed = store.passed(wanted.customer, wanted.limit + 1, before)
    contacts = {each.place: each for each in (*met, *passed)}
    places = sorted(contacts, reverse=True)
    shown = [contacts[each] for each in places[: wanted.limit]]
    following = _position(shown[-1]) if len(places) > wanted.limit else None
    asked = [each for each in shown if wanted.campaign in ("", each.campaign)]
    return Page(tuple(_told_all(wanted.customer, asked, store, ending)), following)


def _position(contact: Contact) -> Position:
    return {"at_s": str(contact.at_s), "request_id": contact.request_id}


def _place_in(position: Position | None) -> Place | None:
    return (int(position["at_s"]), position["request_id"]) if position else None


def _told_all(
    customer: str, contacts: Sequence[Contact], store: LogStore, ending: Ending
) -> list[Told]:
    found = store.progresses([(each.campaign, each.request_id) for each in contacts])
    progresses = {place: ending.seen(each) for place, each in found.items()}
    told = (
        _told(customer, each, progresses.get((each.campaign, each.request_id))) for each in contacts
    )
    lines = [each for each in told if not (each.decision and each.decision.is_told_elsewhere)]
    return _with_states(lines, store)


def _told(customer: str, contact: Contact, progress: Progress | None) -> Told:
    place = contact.at, contact.campaign, contact.request_id, customer
    if progress is None:
        return Told(*place)
    return Told(
        *place,
        progress.step,
        progress.entry,
        progress.channel,
        progress.decision(customer),
        currency=progress.currency,
    )


def _with_states(told: Sequence[Told], store: LogStore) -> list[Told]:
    keys = {id(each): key for each in told if (key := _key_of(each))}
    found: Mapping[MessageKey, Message] = store.messages([*keys.values()]) if keys else {}
    return [_stated(each, found.get(keys.get(id(each), ("", "")))) for each in told]


def _key_of(told: Told) -> MessageKey | None:
    decision = told.decision
    if decision and decision.outcome == "sent":
        return decision.account_id, decision.provider_id
    if decision and decision.outcome == "unknown" and told.channel:
        return UNKNOWN, message_key(key_of(told), told.channel, told.customer)
    return None


def _stated(told: Told, message: Message | None) -> Told:
    if message is None or (message.was_unknown and not message.marks):
        return told
    return replace(told, state=message.state)


def decisions_of(
    campaign: str, outcome: str, after: Position | None, store: LogStore, ending: Ending
) -> Page[Told]:
    """Of whole requests, in the order of their ids: as many as fit on a page, of those that AT_ONCE
    looks at. A page is empty where none of these has the outcome. Raises Unavailable."""
    found: list[Told] = []
    for count in AT_ONCE:
        page = store.of_campaign(campaign, count, after)
        for progress in page.items:
            told = [*_all(ending.seen(progress), outcome)]
            if found and len(found) + len(told) > MOST_DECISIONS:
                return Page(tuple(_with_states(found, store)), after)
            found, after = found + told, store.position(progress)
        after = page.next
        if after is None or len(found) >= MOST_DECISIONS:
            break
    return Page(tuple(_with_states(found, store)), after)


def _all(progress: Progress, outcome: str) -> Iterable[Told]:
    place = progress.step, progress.entry, progress.channel
    for each in progress.decisions():
        if outcome in ("", each.outcome) and not each.is_told_elsewhere:
            start = progress.at, progress.campaign, progress.request_id, each.customer
            yield Told(*start, *place, each, currency=progress.currency)
