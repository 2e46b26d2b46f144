"""A campaign as one customer would get it."""

from collections.abc import Mapping
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
)
from promenade.contracts.segments import Segments
from promenade.kit.masks import MASK
from promenade.kit.values import Value, replace
from promenade.kit.zones import instant_of
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.launch_times import wall_ahead
from promenade.outreach.campaign.model.sending import preview_request, sending_terms
from promenade.outreach.campaign.model.terms import OneOff, Recurring
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


class SendShown(Value, frozen=True):
    """`arm` is the variant that is the customer's, or HELD_OUT. Without `foreseen`, some template
    is none that can be sent by now: `unsendable`. `local_at` is the customer's own time. `outside`
    is the name of the campaign's segment where the customer is not in it now. `is_masked`: the
    customer's name is left out of the texts."""

    send: Send
    arm: str
    foreseen: Foreseen | None
    unsendable: tuple[str, ...]
    variants: tuple[VariantShown, ...]
    local_at: datetime | None = None
    outside: str = ""
    is_masked: bool = False


class Preview(Value, frozen=True):
    campaign: Campaign
    at: datetime
    sends: tuple[SendShown, ...]


class Asked(Value, frozen=True):
    """For whom it is shown; to who may not know, without the name."""

    customer: str
    is_named: bool


def preview(campaign_id: str, asked: Asked, now: datetime, doors: Doors) -> Preview:
    """By the terms that are reviewed, or to be reviewed next; writes nothing. Raises NotFound,
    Unavailable."""
    found = get(campaign_id, doors.campaigns)
    campaign = replace(found, terms=found.reviewed)
    wanted = {choice.template_id for each in campaign.terms.sends for choice in each.choices}
    templates = doors.templates.of(sorted(wanted))
    show = _Showing(campaign, asked, now, templates, doors)
    return Preview(campaign, now, tuple(map(show.send, campaign.terms.sends)))


class _Reader(Value, frozen=True):
    language: str | None
    variables: Mapping[str, str]


class _Showing(Value, frozen=True):
    campaign: Campaign
    asked: Asked
    now: datetime
    templates: Mapping[str, MessageTemplate]
    doors: Doors

    def send(self, send: Send) -> SendShown:
        usable = {id_: each for id_, each in self.templates.items() if each.channel is send.channel}
        unsendable = sorted({each.template_id for each in send.choices} - usable.keys())
        foreseen = None if unsendable else self._foreseen(send)
        customer = foreseen.customer if foreseen else self.asked.customer
        called = self._called(foreseen)
        return SendShown(
            send,
            arm(self.campaign.id, customer, self.campaign.terms.holdout_bp, send.choices),
            foreseen,
            tuple(unsendable),
            tuple(self._variants(send, usable, foreseen.language if foreseen else None, called)),
            self._local_at(foreseen) if foreseen else None,
            self._outside(foreseen) if foreseen else "",
            is_masked=bool(called) and not self.asked.is_named,
        )

    def _called(self, foreseen: Foreseen | None) -> dict[str, str]:
        """The name, unless everybody is called the same."""
        if foreseen is None or not foreseen.name or PERSON_NAME in self.campaign.terms.variables:
            return {}
        return {PERSON_NAME: foreseen.name.clear}

    def _foreseen(self, send: Send) -> Foreseen:
        request = preview_request(self.campaign, send, self.asked.customer, self.now)
        terms = sending_terms(self.campaign, self.now)
        return self.doors.foresight.of(request, terms, self.templates)

    def _outside(self, foreseen: Foreseen) -> str:
        plan, segments = self.campaign.terms.plan, self.doors.segments
        if foreseen.outcome in _BEFORE_ALL or not isinstance(plan, OneOff | Recurring):
            return ""
        segment = segments.find(plan.segment_id)
        if segment is None or segments.holds(segment.id, foreseen.customer):
            return ""
        return segment.name

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
