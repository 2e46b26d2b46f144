"""Who of a request is sent what: the rules of N20 in their order, each for all who are left, so
that a hundred people are asked about in one round trip."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from promenade.contracts.campaigns import HELD_OUT, SendingTerms, arm
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Recipient as Asked
from promenade.contracts.deliveries import LocalTime, Reached, SendRequest
from promenade.contracts.messages import (
    PERSON_NAME,
    Content,
    MessageTemplate,
    VariableMissing,
    is_placeless,
)
from promenade.contracts.profiles import ADDRESSES, Address, Recipient
from promenade.contracts.quiet_hours import quiet_until
from promenade.contracts.tracking import PIXEL, LinkSet
from promenade.kit.lookups import side_by_side
from promenade.kit.telemetry import Personal
from promenade.kit.values import Value, replace
from promenade.outreach.delivery.model.contacts import (
    DEFAULT_CAP,
    Contact,
    Contacts,
    Known,
    key_of,
)
from promenade.outreach.delivery.model.progress import Decision, Outcome, base_of, is_later
from promenade.outreach.delivery.service.ports import Weighers

NOWHERE = Address("device", Personal())
"""Of what goes to an account of ours, or into the inbox."""

_PICTURE = '<img src="{url}" width="1" height="1" alt="">'

_TEST = "[test] "

_Links = Callable[[str, str], str]


class Terms(Value, frozen=True):
    """What a request is sent by. `cap` is None where nothing is counted."""

    request: SendRequest
    campaign: SendingTerms | None
    templates: Mapping[str, MessageTemplate]
    now: datetime
    zone: str

    @property
    def is_marketing(self) -> bool:
        """A template for marketing is that, whatever is asked for; a test of it is not, for it is
        sent to who asked for it, now."""
        if self.request.is_test:
            return False
        purposes = {self.request.purpose, *(each.purpose for each in self.templates.values())}
        return Purpose.MARKETING in purposes

    @property
    def purpose(self) -> Purpose:
        return Purpose.MARKETING if self.is_marketing else Purpose.TRANSACTIONAL

    @property
    def cap(self) -> int | None:
        if not self.is_marketing:
            return None
        return self.campaign.frequency_cap if self.campaign else DEFAULT_CAP

    @property
    def calls(self) -> bool:
        """Whether a name is needed that the request does not give."""
        named = (each.variables | each.needed for each in self.templates.values())
        return PERSON_NAME not in self.request.variables and any(PERSON_NAME in of for of in named)

    @property
    def holdout_bp(self) -> int:
        return self.campaign.holdout_bp if self.campaign else 0

    def last(self, person: Recipient) -> datetime | None:
        """From when the person is not sent it any more."""
        request = self.request
        return request.local.until(person.zone) if request.local else request.until

    def template(self, variant: str) -> MessageTemplate:
        choices = {each.variant: each.template_id for each in self.request.choices}
        return self.templates[choices[variant]]


class Case(Value, frozen=True):
    """One person, as far as was found out. `asked` is the name in the request."""

    asked: str
    person: Recipient
    name: Personal | None = None
    address: Address = NOWHERE
    digest: str = ""
    variant: str = ""
    known: Known | None = None
    content: Content | None = None
    estimate_micros: int = 0

    @property
    def customer(self) -> str:
        return self.person.customer

    def decided(self, outcome: Outcome, said: str = "", until: datetime | None = None) -> Decision:
        return Decision(self.customer, outcome, said, self.variant, until=until)


class Weighing:
    """Each step answers who is left and notes the others. `busy` are those whom the provider surely
    did not take before."""

    def __init__(self, terms: Terms, doors: Weighers, busy: frozenset[str] = frozenset()) -> None:
        self._terms, self._doors = terms, doors
        self.busy = busy
        self._key = key_of(terms.request)
        self._people: list[str] = []
        self.decisions: list[Decision] = []

    def weigh(self, customers: Sequence[str], settled: frozenset[str]) -> list[Case]:
        """Who may be sent it, with all that is needed for that."""
        cases = self._known(customers, settled)
        rules = self._consenting, self._chosen, self._countable, self._awake, self._worded
        for step in (self._timely, *rules):
            cases = step(cases) if cases else []
        return cases

    def _known(self, customers: Sequence[str], settled: frozenset[str]) -> list[Case]:
        people = self._doors.recipients.of(customers)
        self._people = [*dict.fromkeys(each.customer for each in people.values())]
        cases = dict[str, Case]()
        for asked in customers:
            person = people.get(asked)
            if person is None:
                self.decisions.append(Decision(asked, "no_profile"))
            elif person.customer in cases or self._is_double(asked, person.customer):
                self.decisions.append(Decision(asked, "sent_before", "another id of the person"))
            elif person.customer not in settled:
                cases[person.customer] = Case(asked, person)
        return [*cases.values()]

    def _is_double(self, asked: str, customer: str) -> bool:
        """The person is on the list by their own id, too, which has their line."""
        return asked != customer and customer in self._terms.request.customers

    def _timely(self, cases: list[Case]) -> list[Case]:
        """Before all else, which is judged as it is at a person's own time."""
        local = self._terms.request.local
        return [each for each in cases if self._is_timely(each, local)] if local else cases

    def _is_timely(self, case: Case, local: LocalTime) -> bool:
        zone = case.person.zone
        at, said = local.at(zone), f"{local.wall} {zone or local.zone}"
        if self._terms.now < at:
            self._note(case.decided("waiting", f"until {said}", at))
        elif self._terms.now >= local.until(zone):
            self._note(case.decided("too_late", said))
        else:
            return True
        return False

    def _consenting(self, cases: list[Case]) -> list[Case]:
        channel, purpose = self._terms.request.channel, self._terms.purpose
        found = side_by_side(self._addressed, cases)
        asked = [Asked(each.customer, channel, purpose, each.digest) for each in found]
        verdicts = self._doors.consents.verdicts(asked)
        allowed, seen = list[Case](), set[str]()
        for case, verdict in zip(found, verdicts, strict=True):
            if verdict.rule:
                self._note(case.decided(verdict.rule, verdict.told))
            elif case.digest and case.digest in seen:
                self._note(case.decided("sent_before", "another customer at this address"))
            else:
                seen.add(case.digest)
                allowed.append(case)
        return allowed

    def _addressed(self, case: Case) -> Case:
        """The key service is asked for those alone who have such an address, or are called by their
        name."""
        channel = self._terms.request.channel
        if channel not in ADDRESSES:
            if channel is Channel.IN_APP:
                return replace(case, name=case.person.open().name) if self._terms.calls else case
            return replace(case, digest=self._doors.digest(channel, case.customer))
        kind = ADDRESSES[channel]
        if kind not in case.person.channels:
            return case
        opened = case.person.open()
        address = next((each for each in opened.addresses if each.kind == kind), None)
        if address is None:
            return case
        digest = self._doors.digest(channel, address.value[:])
        return replace(case, name=opened.name, address=address, digest=digest)

    def _chosen(self, cases: list[Case]) -> list[Case]:
        found = list[Case]()
        for case in cases:
            variant = self._arm(case.customer)
            if variant == HELD_OUT:
                self._note(case.decided("held_out"))
            else:
                found.append(replace(case, variant=variant))
        return found

    def _arm(self, customer: str) -> str:
        request = self._terms.request
        return arm(request.campaign, customer, self._terms.holdout_bp, request.choices)

    def _countable(self, cases: list[Case]) -> list[Case]:
        met = self.known(cases)
        found = list[Case]()
        for case in cases:
            known = met[case.customer]
            if refusal := self.refusal(known):
                self._note(case.decided(*refusal))
            else:
                found.append(replace(case, known=known))
        return found

    def known(self, cases: Sequence[Case]) -> Mapping[str, Known]:
        people = [each.person for each in cases]
        ids = [id_ for each in people for id_ in (each.customer, *each.merged)]
        met = self._doors.store.contacts(ids, self._terms.request.channel)
        return {
            each.customer: Known(met[each.customer], tuple(met[id_] for id_ in each.merged))
            for each in people
        }

    def refusal(self, known: Known) -> tuple[Outcome, str] | None:
        """Asked again in the write that claims."""
        for other in known.others:
            if said := self._has_it(other):
                return "sent_before", said
        claim, cap = known.own.claim_of(self._key), self._terms.cap
        is_ours = claim and base_of(claim.request_id) == base_of(self._terms.request.id)
        if not is_ours and known.own.knows(self._key):
            return "sent_before", f"by {claim.request_id}" if claim else ""
        has_place = bool(is_ours and claim and claim.is_counted)
        if cap is None or (has_place and known.own.customer not in self.busy):
            return None
        count = known.counted(self._terms.now) - has_place
        return ("frequency", f"{count} of {cap} in 7 days") if count >= cap else None

    def _has_it(self, other: Contacts) -> str:
        """How the person has the message, or may have it, by an id that was theirs before."""
        claim = other.claim_of(self._key)
        if claim is None:
            return f"as {other.customer}" if other.knows(self._key) else ""
        is_given_back = self._terms.is_marketing and not claim.is_counted
        if is_given_back or other.customer in self.busy or self._is_asked_later(other, claim):
            return ""
        return f"by {claim.request_id} as {other.customer}"

    def _is_asked_later(self, other: Contacts, claim: Contact) -> bool:
        """Nobody sent it to them: for those alone a part of the request comes later."""
        request = self._terms.request
        is_part = is_later(request.id) and base_of(claim.request_id) == base_of(request.id)
        return is_part and claim.request_id != request.id and other.customer in request.customers

    def _awake(self, cases: list[Case]) -> list[Case]:
        if not self._terms.is_marketing:
            return cases
        return [each for each in cases if self._is_awake(each)]

    def _is_awake(self, case: Case) -> bool:
        zone = case.person.zone or self._terms.zone
        until = quiet_until(self._terms.now, zone)
        if until is None:
            return True
        said, last = f"quiet until 08:00 {zone}", self._terms.last(case.person)
        if self._terms.request.quiet == "drop":
            self._note(case.decided("quiet_hours", said))
        elif last and until >= last:
            self._note(case.decided("too_late", said))
        else:
            self._note(case.decided("waiting", said, until))
        return False

    def _worded(self, cases: list[Case]) -> list[Case]:
        link = self._links()
        return [found for each in cases if (found := self._rendered(each, link))]

    def _rendered(self, case: Case, link: _Links) -> Case | None:
        request, template = self._terms.request, self._terms.template(case.variant)
        own = request.own_variables.get(case.asked, {})
        variables = _as_they_stand({**_called(case), **request.variables, **own})
        try:
            content = template.render(
                case.person.language, variables, lambda target: link(case.customer, target)
            )
        except VariableMissing as missing:
            self._note(case.decided("variable_missing", str(missing.facts.get("variable", ""))))
            return None
        if request.is_test:
            content = replace(content, subject=_marked(content.subject))
        elif content.html:
            picture = _PICTURE.format(url=link(case.customer, PIXEL))
            content = replace(content, html=Personal(content.html[:] + picture))
        estimate = content.units * template.unit_cost_micros
        return replace(case, content=content, estimate_micros=estimate)

    def _links(self) -> _Links:
        """One set for a request, of the same people at each try of it: whoever may be sent it."""
        request, templates = self._terms.request, self._terms.templates.values()
        targets = sorted({target for each in templates for target in each.targets})
        if request.channel is Channel.EMAIL:
            targets.append(PIXEL)
        if not targets:
            return _no_link
        arms = ((each, self._arm(each)) for each in self._people)
        people = tuple(Reached(each, variant) for each, variant in arms if variant != HELD_OUT)
        place = (request.id, request.campaign, request.step, request.channel)
        return self._doors.links.made(LinkSet(*place, people, tuple(targets)))

    def _note(self, decision: Decision) -> None:
        self.decisions.append(decision)


def _marked(subject: Personal) -> Personal:
    """So that nobody takes it for what customers got. Texts are what they will be."""
    return Personal(f"{_TEST}{subject[:]}") if subject else subject


def _as_they_stand(variables: Mapping[str, str]) -> dict[str, str]:
    """What would show people a place to fill is no value, whoever brought it."""
    return {name: value for name, value in variables.items() if is_placeless(value)}


def _called(case: Case) -> dict[str, str]:
    return {PERSON_NAME: case.name[:]} if case.name else {}


def _no_link(_customer: str, target: str) -> str:
    """Where a template names no target, none is asked for."""
    return target
