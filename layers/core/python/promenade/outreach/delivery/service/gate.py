"""The gate of all messages (N20): one request of at most 100 people, from the queue to its fact.

A worker may die anywhere, and the request come again: who was claimed and not decided was perhaps
sent it, and is asked for again only where the provider knows keys; all others go on."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import SystemRandom
from time import monotonic

from promenade.contracts.campaigns import SendingTerms
from promenade.contracts.deliveries import SendRequest
from promenade.contracts.messages import MessageTemplate, Templates
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.lookups import side_by_side
from promenade.kit.patience import Contended
from promenade.kit.values import replace
from promenade.outreach.delivery.model.contacts import Contact, key_of, message_key
from promenade.outreach.delivery.model.progress import (
    DUE,
    Decision,
    Progress,
    added,
    asked_before,
    begun,
    due_of,
    is_later,
    later,
    opened,
)
from promenade.outreach.delivery.model.receipts import Message
from promenade.outreach.delivery.service.ports import UNKNOWN, Doors, MessageKey
from promenade.outreach.delivery.service.retrying import given_up, pause_s, rate_s
from promenade.outreach.delivery.service.returning import give_back, unsent
from promenade.outreach.delivery.service.sending import Sending
from promenade.outreach.delivery.service.untracked import as_test
from promenade.outreach.delivery.service.weighing import Case, Terms, Weighing

MOST_TIME_S = 30.0
"""Of sending; who is left goes on at once, as a message of its own."""

HELD_FOR = timedelta(minutes=2)
"""A worker that died is followed after that."""

RESTS_FOR = timedelta(minutes=15)
"""What finds its campaign paused, or short of budget, and nobody asks for again, is looked at again
then; sooner where its time came lately."""

SOON = timedelta(minutes=1)
"""A minute that is not over, for any clock of ours, is not swept."""

_chance = SystemRandom()


class TemplateUnsendable(DomainError):
    """A template is not approved, its account is off, or it is of another channel."""


class ProviderStaysBusy(DomainError):
    """After all tries it did not take a message."""


def handle(request: SendRequest, doors: Doors) -> Progress | None:
    """What it came to so far; None where its campaign rests. Raises TemplateUnsendable, or
    Unavailable while another worker has it."""
    campaign = doors.campaigns.terms(request.campaign)
    if campaign and not campaign.may_send and not campaign.is_over:
        is_begun = doors.store.progress(request.campaign, request.id) is not None
        if is_begun or not _comes_again(request):
            doors.store.postpone(request, _rested(request, is_begun, doors.clock()))
        return None
    return _handle(request, campaign, doors)


def _rested(request: SendRequest, is_begun: bool, now: datetime) -> datetime:
    """What was begun, and whose time came during a short pause, goes on soon after it, and is told
    soon where the campaign is cancelled; a long pause costs little."""
    due = due_of(request.id)
    rest = max(SOON, (now - due) / 4) if due else RESTS_FOR
    return now + min(SOON if is_begun else rest, RESTS_FOR)


def _comes_again(request: SendRequest) -> bool:
    """Without us, where nothing of it was begun."""
    return request.is_asked_again and not is_later(request.id)


def _handle(request: SendRequest, campaign: SendingTerms | None, doors: Doors) -> Progress:
    now = doors.clock()
    met = doors.store.progress(request.campaign, request.id) or begun(request, now)
    if not met.is_whole:
        doors = as_test(request, doors) if request.is_test else doors
        templates = _templates(request, doors)
        terms = Terms(request, campaign, templates, now, doors.zone)
        met = _go_on(terms, _taken(met, request, doors), met.busy, doors)
    _put_off(met, request, doors)
    if met.is_whole and campaign and campaign.has_budget:
        doors.budgets.settle(request.campaign, request.id, met.cost_micros)
    return met


def _templates(request: SendRequest, doors: Doors) -> Mapping[str, MessageTemplate]:
    wanted = {each.template_id for each in request.choices}
    found = doors.templates.of(sorted(wanted))
    usable = {id_ for id_, each in found.items() if each.channel is request.channel}
    if missing := sorted(wanted - usable):
        raise unsendable(missing[0], doors.templates)
    return found


def unsendable(template_id: str, templates: Templates) -> TemplateUnsendable:
    told = "Nothing is sent by this template now: approve it first."
    if templates.switched_off([template_id]):
        told = "All accounts of this template are off: turn one on."
    return TemplateUnsendable(told, template_id=template_id)


def _taken(met: Progress, request: SendRequest, doors: Doors) -> Progress:
    """Ours alone for a while. Raises Unavailable."""
    now = doors.clock()
    if met.held_until and now < met.held_until:
        raise Unavailable("Another worker has this request.")
    mine = opened(met, now + HELD_FOR)
    try:
        doors.store.save(met, mine, request.correlation_id)
    except Contended:
        raise Unavailable("Another worker has this request.") from None
    return mine


def _go_on(terms: Terms, mine: Progress, busy: Mapping[str, int], doors: Doors) -> Progress:
    request = terms.request
    decisions, cases = _decided(terms, mine, frozenset(busy), doors)
    untaken = frozenset(busy).union(e.customer for e in decisions if e.outcome == "busy")
    decisions = [*given_up(decisions, busy, request, doors)]
    give_back(unsent(decisions, untaken), request, doors.store)
    doors.store.keep(_messages(decisions, cases, terms), _passed(decisions, terms))
    after = added(mine, decisions, _currency(terms))
    try:
        doors.store.save(mine, after, request.correlation_id)
    except Contended:
        raise Unavailable("Another worker has this request.") from None
    if not after.is_whole:
        doors.again(request, pause_s(after) if after.busy else rate_s(decisions, terms.now))
    return after


def _decided(
    terms: Terms, mine: Progress, busy: frozenset[str], doors: Doors
) -> tuple[list[Decision], Mapping[str, Case]]:
    request, settled = terms.request, mine.settled
    if terms.campaign and terms.campaign.is_over:
        return _all(request, settled, Decision("", "campaign_ended")), {}
    if request.until and terms.now >= request.until:
        return _all(request, settled, Decision("", "too_late")), {}
    weighing = Weighing(terms, doors, busy)
    waiting, before = _waiting_before(request, doors)
    weighing.decisions.extend(
        Decision(each, "sent_before", f"by {before}") for each in waiting - settled
    )
    customers = [each for each in request.customers if each not in settled | waiting]
    cases = weighing.weigh(customers, settled) if customers else []
    paid = _paid(cases, terms, mine, doors)
    weighing.decisions.extend(_short(each, terms) for each in cases[paid:])
    sending = Sending(terms, weighing, doors)
    weighing.decisions.extend(_within_time(sending, cases[:paid], terms.now))
    return weighing.decisions, {each.customer: each for each in cases}


def _waiting_before(request: SendRequest, doors: Doors) -> tuple[frozenset[str], str]:
    """Of a page that is asked for again: who waits since it was asked for `before`, and is told of
    by a request of their own."""
    before = asked_before(request.id) if request.is_asked_again else None
    met = doors.store.progress(request.campaign, before) if before else None
    return (met.waits if met else frozenset()), before or ""


def _all(request: SendRequest, settled: frozenset[str], what: Decision) -> list[Decision]:
    left = (each for each in dict.fromkeys(request.customers) if each not in settled)
    return [replace(what, customer=each) for each in left]


def _within_time(sending: Sending, cases: Sequence[Case], now: datetime) -> list[Decision]:
    """Who is left once nobody has a turn, or the campaign was stopped, is put off."""
    ends, until = monotonic() + MOST_TIME_S, list[datetime]()

    def act(case: Case) -> Decision:
        if monotonic() >= ends:
            return case.decided("open")
        if not until and (wait_s := sending.wait_s(case)):
            until.append(now + timedelta(seconds=_chance.randint(1, wait_s)))
        if until:
            return case.decided("open", "", until[0])
        return sending.send(case)

    return side_by_side(act, cases)


def _paid(cases: Sequence[Case], terms: Terms, mine: Progress, doors: Doors) -> int:
    """How many of the first cases the budget is enough for. What the request drew stays the same
    when it comes again; whom it claimed is before others in it."""
    if not cases or terms.campaign is None or not terms.campaign.has_budget:
        return len(cases)
    wanted = mine.cost_micros + sum(each.estimate_micros for each in cases)
    request = terms.request
    left = doors.budgets.draw(request.campaign, request.id, wanted) - mine.cost_micros
    for count, each in enumerate(cases):
        left -= each.estimate_micros
        if left < 0:
            return count
    return len(cases)


def _short(case: Case, terms: Terms) -> Decision:
    """Of budget. Who asks for a page again has the whole of it decided anew; those who waited are
    ours to ask for."""
    if is_later(terms.request.id) and terms.request.is_asked_again:
        return case.decided("waiting", "budget", terms.now + RESTS_FOR)
    return case.decided("budget")


def _put_off(met: Progress, request: SendRequest, doors: Doors) -> None:
    """Behind the write that decides it: who dies between is followed by who puts off all of them,
    and who does so again changes nothing."""
    for until, who in sorted(met.waiting.items()):
        at = max(until, doors.clock() + SOON)
        doors.store.postpone(later(request, f"{until:{DUE}}", who), at)


def _messages(
    decisions: Sequence[Decision], cases: Mapping[str, Case], terms: Terms
) -> dict[MessageKey, Message]:
    """What a provider took, and what it may have, where it may yet tell of it."""
    request = terms.request
    place = (request.campaign, request.step, request.entry, request.channel)
    return {
        _place_of(each, request): Message(
            each.customer,
            *place,
            variant=each.variant,
            request_id=request.id,
            address=cases[each.customer].digest,
            at=terms.now,
            was_unknown=each.outcome == "unknown",
        )
        for each in decisions
        if each.outcome in ("sent", "unknown")
    }


def _place_of(decision: Decision, request: SendRequest) -> MessageKey:
    if decision.outcome == "sent":
        return decision.account_id, decision.provider_id
    return UNKNOWN, message_key(key_of(request), request.channel, decision.customer)


def _passed(decisions: Sequence[Decision], terms: Terms) -> dict[str, Contact]:
    """By which the log finds who claimed nothing."""
    at_s, request = int(terms.now.timestamp()), terms.request
    contact = Contact(at_s, key_of(request), request.campaign, request.id, is_counted=False)
    claiming = ("sent", "busy", "open", "unknown", "invalid_address", "refused_by_provider")
    return {each.customer: contact for each in decisions if each.outcome not in claiming}


def _currency(terms: Terms) -> str:
    return next(iter(terms.templates.values())).currency
