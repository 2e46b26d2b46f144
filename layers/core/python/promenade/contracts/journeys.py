"""What journeys are made of, and tell others: a person's way through the steps of a campaign."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, ClassVar, Literal, Protocol

import msgspec

from promenade.contracts.behaviour import Act
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice, QuietPolicy
from promenade.contracts.references import NAME, NO_NAME
from promenade.kit.facts import Fact
from promenade.kit.ids import Id
from promenade.kit.values import Kind, Value

StepName = Annotated[str, msgspec.Meta(pattern=NAME, max_length=64, extra={"says": NO_NAME})]

MOST_STEPS = 20

Occasion = Literal[
    "consent_given", "coupon_granted", "coupon_used", "coupon_expiring", "limited_discount_soon",
    "flash_sale_soon", "order_placed", "order_paid", "order_cancelled",
]  # fmt: skip


CoolDown = Annotated[int, msgspec.Meta(ge=0, le=365)] | None
"""How many days must pass until it takes the person in again, who is not on the way then any more;
None where it never does."""


class SegmentEntry(Kind, frozen=True):
    """The person comes into a segment that is followed. Who is in it when all people have been
    judged for the first time, minutes after it is followed, was there before and starts nothing;
    else everybody would at once. It brings no variables."""

    segment_id: Id
    cool_down_days: CoolDown = 30


class SegmentExit(Kind, frozen=True):
    """The person leaves a segment that is followed. It brings no variables."""

    segment_id: Id
    cool_down_days: CoolDown = 30


class Deed(Kind, frozen=True):
    """The person does something in the shop. It brings the variables `sku` and `category`, what it
    was done with most, where it was done with any."""

    act: Act
    cool_down_days: CoolDown = 30


class OccasionMet(Kind, frozen=True):
    """Something of the shop's concerns the person: each such thing once, beside others. What is
    about a coupon brings the variables `coupon`, `coupon_template` and `coupon_ends_at`; a sale
    that is soon `name` and `opens_at`; an order `order`, `store`, `currency` and `paid_minor`;
    consent none."""

    occasion: Occasion


Trigger = SegmentEntry | SegmentExit | Deed | OccasionMet

_OF_COUPON = frozenset({"coupon", "coupon_template", "coupon_ends_at"})
_OF_SALE = frozenset({"name", "opens_at"})
_OF_ORDER = frozenset({"order", "store", "currency", "paid_minor"})
_OF_DEED = frozenset({"sku", "category"})
BROUGHT: Mapping[Occasion, frozenset[str]] = {
    "consent_given": frozenset(),
    "coupon_granted": _OF_COUPON,
    "coupon_used": _OF_COUPON,
    "coupon_expiring": _OF_COUPON,
    "limited_discount_soon": _OF_SALE,
    "flash_sale_soon": _OF_SALE,
    "order_placed": _OF_ORDER,
    "order_paid": _OF_ORDER,
    "order_cancelled": _OF_ORDER,
}


def brought(trigger: Trigger) -> frozenset[str]:
    """The variables to which a trigger gives values of its own."""
    if isinstance(trigger, OccasionMet):
        return BROUGHT[trigger.occasion]
    return _OF_DEED if isinstance(trigger, Deed) else frozenset()


class Send(Kind, frozen=True):
    """A message to the person by the gate; whatever comes of it, the way goes on."""

    name: StepName
    channel: Channel
    choices: Annotated[tuple[Choice, ...], msgspec.Meta(min_length=1, max_length=5)]
    then: StepName | None = None


class Wait(Kind, frozen=True):
    """The minutes run from when the person came here; where the message before had not gone out
    then (it waits for the end of quiet hours), from when it does, or is decided not to."""

    name: StepName
    minutes: Annotated[int, msgspec.Meta(ge=1, le=60 * 24 * 90)]
    then: StepName | None = None


class Branch(Kind, frozen=True):
    """By whether the person is in a segment now."""

    name: StepName
    segment_id: Id
    yes: StepName | None = None
    no: StepName | None = None


class WaitFor(Kind, frozen=True):
    """Until the person does something, at the longest so long as `wait` counts. What was done since
    the last message was asked for counts, or since the way began where none was; each time that it
    is done leads on one step."""

    name: StepName
    act: Act
    minutes: Annotated[int, msgspec.Meta(ge=1, le=60 * 24 * 90)]
    then: StepName | None = None
    otherwise: StepName | None = None


Step = Send | Wait | Branch | WaitFor


class JourneyTerms(Value, frozen=True):
    """The first step is where people start; None as a next step ends the way. It takes people in
    while it is running; who is under way waits while it is paused. `variables` are what its
    messages say to everybody; `ttl_hours` after its step a message is not sent any more. Who does
    its `goal` is let go at once. Of one that `is_over`, done or cancelled, people are let go when
    their turn comes."""

    campaign: str
    version: int
    is_running: bool
    trigger: Trigger
    steps: tuple[Step, ...]
    holdout_bp: int
    quiet: QuietPolicy
    until: datetime | None = None
    purpose: Purpose = Purpose.MARKETING
    variables: Mapping[str, str] = {}
    ttl_hours: int = 24
    goal: Act | None = None
    is_over: bool = False


class Journeys(Protocol):
    def running(self) -> tuple[JourneyTerms, ...]:
        """Those that are running or paused; may lag behind by moments."""
        ...

    def find(self, campaign: str) -> JourneyTerms | None:
        """Consistent."""
        ...


class JourneyFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.journey"

    campaign: str
    customer: str
    entry: str


class JourneyStarted(JourneyFact, frozen=True):
    """What triggers the campaign happened to the customer, who is on the way now."""


class JourneyEnded(JourneyFact, frozen=True):
    """There is no step ahead of the customer: the way came to its end, or `reason` says why not."""

    reason: str = ""
