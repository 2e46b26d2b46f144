"""A campaign as one customer would get it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from promenade.contracts.campaigns import HELD_OUT, arm
from promenade.contracts.foresights import Foreseen, Foresight
from promenade.contracts.journeys import Send
from promenade.contracts.messages import (
    PERSON_NAME,
    Content,
    MessageTemplate,
    Templates,
    VariableMissing,
    examples,
)
from promenade.contracts.segments import Segments
from promenade.kit.errors import Fault, Invalid
from promenade.kit.masks import MASK
from promenade.kit.values import Value, replace
from promenade.kit.zones import instant_of
from promenade.outreach.campaign.model.campaign import OVER, UNDER_WAY, Campaign
from promenade.outreach.campaign.model.faults import UNSENDABLE, Named, placed_segments, unfit_of
from promenade.outreach.campaign.model.launch_times import wall_ahead
from promenade.outreach.campaign.model.runs import run_id
from promenade.outreach.campaign.model.sending import preview_request, sending_terms
from promenade.outreach.campaign.model.terms import OneOff, Recurring, Terms
from promenade.outreach.campaign.model.wording import Wording
from promenade.outreach.campaign.service.managing import get
from promenade.outreach.campaign.service.ports import CampaignStore

_BEFORE_ALL = frozenset({"campaign_ended", "no_profile"})
"""Who is in the segment does not matter then."""


class Doors(Value, frozen=True):
    """`link` is as long as those that people are sent."""

    campaigns: CampaignStore
    templates: Templates
    segments: Segments
    foresight: Foresight
    link: str


class VariantShown(Value, frozen=True):
    """`content` is None where the variable `missing` has no value. `units` are with real links."""

    variant: str
    template: MessageTemplate
    content: Content | None
    units: int | None
    missing: str = ""


class Outside(Value, frozen=True):
    """The customer is not in the `segment` of this name; `at_launch`: was not when what runs was
    launched."""

    segment: str
    at_launch: bool


class SendShown(Value, frozen=True):
    """`arm` is the variant that is the customer's, or HELD_OUT. Without `foreseen`, some template
    is none that can be sent by now: `unsendable`. `local_at` is the customer's own time.
    `is_masked`: the customer's name is left out of the texts. `hindrances` keep a campaign from
    being submitted, or its messages from going out."""

    send: Send
    arm: str
    foreseen: Foreseen | None
    unsendable: tuple[str, ...]
    variants: tuple[VariantShown, ...]
    local_at: datetime | None = None
    outside: Outside | None = None
    is_masked: bool = False
    hindrances: tuple[Fault, ...] = ()


class Preview(Value, frozen=True):
    campaign: Campaign
    at: datetime
    sends: tuple[SendShown, ...]


class Asked(Value, frozen=True):
    """For whom it is shown; to who may not know, without the name. `variables` are values of what
    its trigger brings."""

    customer: str
    is_named: bool
    variables: Mapping[str, str] = {}


def preview(campaign_id: str, asked: Asked, now: datetime, doors: Doors) -> Preview:
    """By the terms that are reviewed, or to be reviewed next; writes nothing. What its trigger
    brings, and nobody gives a value, is an example. Raises NotFound, Invalid, Unavailable."""
    found = get(campaign_id, doors.campaigns)
    terms = found.reviewed
    _refuse_unknown(asked.variables, terms)
    wanted = {choice.template_id for each in terms.sends for choice in each.choices}
    templates = doors.templates.of(sorted(wanted))
    told = {**examples(templates.values(), terms.brought), **asked.variables}
    campaign = replace(found, terms=replace(terms, variables=terms.variables | told))
    off = doors.templates.switched_off(wanted - templates.keys())
    show = _Showing(campaign, asked, now, templates, off, doors)
    return Preview(campaign, now, tuple(map(show.send, campaign.terms.sends)))


def _refuse_unknown(variables: Iterable[str], terms: Terms) -> None:
    """Raises Invalid."""
    detail = "Its trigger brings no such variable."
    if unknown := [each for each in variables if each not in terms.brought]:
        raise Invalid(Fault(f"/variables/{each}", "unknown_variable", detail) for each in unknown)


class _Reader(Value, frozen=True):
    language: str | None
    variables: Mapping[str, str]


class _Showing(Value, frozen=True):
    campaign: Campaign
    asked: Asked
    now: datetime
    templates: Mapping[str, MessageTemplate]
    switched_off: Collection[str]
    doors: Doors

    def send(self, send: Send) -> SendShown:
        usable = {id_: each for id_, each in self.templates.items() if each.channel is send.channel}
        unsendable = sorted({each.template_id for each in send.choices} - usable.keys())
        hindrances = self._hindrances(send)
        foreseen = None if hindrances else self._foreseen(send)
        customer = foreseen.customer if foreseen else self.asked.customer
        called = self._called(foreseen)
        return SendShown(
            send,
            arm(self.campaign.id, customer, self.campaign.terms.holdout_bp, send.choices),
            foreseen,
            tuple(unsendable),
            tuple(self._variants(send, usable, foreseen.language if foreseen else None, called)),
            self._local_at(foreseen) if foreseen else None,
            self._outside(foreseen) if foreseen else None,
            is_masked=bool(called) and not self.asked.is_named,
            hindrances=hindrances,
        )

    def _hindrances(self, send: Send) -> tuple[Fault, ...]:
        """Of what is launched, those alone for which nothing goes out."""
        terms, segments = self.campaign.terms, self.doors.segments
        found = {id_: segments.find(id_) for _, id_ in placed_segments(terms.plan)}
        known = {id_: each for id_, each in found.items() if each}
        named = Named(known, self.templates, switched_off=self.switched_off)
        is_launched = self.campaign.stage in UNDER_WAY | OVER
        hindering = unfit_of(send, terms, named)
        return tuple(each for each in hindering if not is_launched or each.code in UNSENDABLE)

    def _called(self, foreseen: Foreseen | None) -> dict[str, str]:
        """The name, unless everybody is called the same."""
        if foreseen is None or not foreseen.name or PERSON_NAME in self.campaign.terms.variables:
            return {}
        return {PERSON_NAME: foreseen.name.clear}

    def _foreseen(self, send: Send) -> Foreseen:
        request = preview_request(self.campaign, send, self.asked.customer, self.now)
        terms = sending_terms(self.campaign, self.now)
        return self.doors.foresight.of(request, terms, self.templates)

    def _outside(self, foreseen: Foreseen) -> Outside | None:
        plan, segments = self.campaign.terms.plan, self.doors.segments
        if foreseen.outcome in _BEFORE_ALL or not isinstance(plan, OneOff | Recurring):
            return None
        taken = self._is_taken(foreseen)
        if segments.holds(plan.segment_id, foreseen.customer) if taken is None else taken:
            return None
        segment = segments.find(plan.segment_id)
        return Outside(segment.name if segment else plan.segment_id, taken is not None)

    def _is_taken(self, foreseen: Foreseen) -> bool | None:
        """Into the audience of the launch, under the name that was the person's then; None until it
        has been taken."""
        opened = self.campaign.open_runs
        if not opened:
            return None
        run = run_id(self.campaign.id, opened[-1].number)
        people = {foreseen.customer, self.asked.customer}
        taken = [self.doors.segments.has_taken(run, each) for each in people]
        return None if None in taken else any(taken)

    def _local_at(self, foreseen: Foreseen) -> datetime | None:
        terms = self.campaign.terms
        wall = wall_ahead(terms, self.now)
        return instant_of(wall, foreseen.zone or terms.zone) if wall else None

    def _variants(
        self,
        send: Send,
        usable: Mapping[str, MessageTemplate],
        language: str | None,
        called: dict[str, str],
    ) -> list[VariantShown]:
        """Charged for with the name, and shown with it to who may know it."""
        terms = self.campaign.terms
        named = replace(terms, variables=called | terms.variables)
        wording = Wording(send, named, usable, self.doors.link)
        hidden = {} if self.asked.is_named else dict.fromkeys(called, MASK)
        shown = _Reader(language, named.variables | hidden)
        return [
            self._variant(each.variant, usable[each.template_id], wording, shown)
            for each in send.choices
            if each.template_id in usable
        ]

    def _variant(
        self, variant: str, template: MessageTemplate, wording: Wording, shown: _Reader
    ) -> VariantShown:
        message = wording.message(variant, shown.language)
        try:
            content = template.render(shown.language, shown.variables, lambda target: target)
        except VariableMissing as found:
            return VariantShown(variant, template, None, None, str(found.facts["variable"]))
        return VariantShown(variant, template, content, message.units if message else None)


def is_held_out(shown: SendShown) -> bool:
    return shown.arm == HELD_OUT
