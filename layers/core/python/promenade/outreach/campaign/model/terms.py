"""A campaign's terms: what is sent, to whom, when, and how much it may cost."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Literal

from msgspec import Meta

from promenade.contracts.behaviour import Act
from promenade.contracts.campaigns import CampaignKind
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice, QuietPolicy
from promenade.contracts.journeys import MOST_STEPS, Send, Step, Trigger, brought
from promenade.contracts.messages import VariableValue
from promenade.kit.currencies import Currency
from promenade.kit.ids import Id
from promenade.kit.values import Document, Kind
from promenade.kit.windows import Moment
from promenade.kit.windows import instant_of as moment_of

MOST_HOLDOUT_BP = 5_000
MOST_CAP = 20
MOST_TTL_HOURS = 168
MOST_BUDGET_MICROS = 10**15
SEND = "send"
"""The one step of campaigns without steps."""

FIRST_CLOCK = "Etc/GMT-14"
"""No other clock on earth shows a time before it, nor more than EARTH later."""

EARTH = timedelta(hours=26)

Schedule = Literal["fixed", "local_time"]
"""Whether a time is everybody's at once, or comes to people as their own clocks show it."""

Choices = Annotated[tuple[Choice, ...], Meta(min_length=1, max_length=5)]
Wall = Annotated[
    str,
    Meta(
        max_length=40,
        description="A time with its offset, or without one as the zone's clock shows it.",
        extra_json_schema={"examples": ["2026-11-11T10:00", "2026-11-11T10:00:00+08:00"]},
    ),
]
CronText = Annotated[
    str,
    Meta(
        min_length=9,
        max_length=100,
        description="Minute, hours, days, months, weekdays, as the zone's clock shows them: the "
        "minute is one number, the others `*`, numbers, ranges or steps, with commas between; "
        "weekdays go from 0 to 7, and Sunday is both; there are no names. Where both days and "
        "weekdays are limited either will do: `0 9 13 * 5` is every 13th and every Friday. A time "
        "that the clock "
        "leaps over is as much later, one that it shows twice counts once.",
        extra_json_schema={"examples": ["30 9 * * 1-5"]},
    ),
]


class OneOff(Kind, frozen=True):
    """To whoever is in the segment at that time."""

    segment_id: Id
    channel: Channel
    choices: Choices
    at: Wall


class Recurring(Kind, frozen=True):
    """Again and again, from `start` (or its approval) until `end`, to whoever is in the segment
    each time."""

    segment_id: Id
    channel: Channel
    choices: Choices
    cron: CronText
    start: Moment | None = None
    end: Moment | None = None


class Triggered(Kind, frozen=True):
    """To each person once something happens. A segment that it names may be edited under it: it
    goes by what that says now, with no other approval."""

    trigger: Trigger
    channel: Channel
    choices: Choices
    end: Moment | None = None


class Journey(Kind, frozen=True):
    """Each person goes through the steps once something happens; the first one is the start. Who
    does the `goal` on the way needs no more of it, and is let go. Segments that it names may be
    edited under it: it goes by what they say now, with no other approval."""

    trigger: Trigger
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=MOST_STEPS)]
    end: Moment | None = None
    goal: Act | None = None


Plan = OneOff | Recurring | Triggered | Journey
Variables = Annotated[dict[str, VariableValue], Meta(max_length=50)]


class Terms(Document, frozen=True):
    """`variables` are what its messages say to everybody. `frequency_cap` is how many marketing
    messages by its channel a person may have in seven days for this one to be sent as well;
    `ttl_hours` after its time nothing of a run is sent any more, or to a person after that of their
    own where the schedule is `local_time`: then `zone` is of those alone whose zone is not known.
    """

    name: str
    purpose: Purpose
    plan: Plan
    zone: str
    currency: Currency
    schedule: Schedule = "fixed"
    holdout_bp: int = 0
    frequency_cap: int = 2
    quiet: QuietPolicy = "defer"
    ttl_hours: int = 24
    budget_micros: int | None = None
    variables: dict[str, str] = {}  # noqa: RUF012  each value gets its own
    coupon_templates: tuple[str, ...] = ()

    @property
    def kind(self) -> CampaignKind:
        return _KINDS[type(self.plan)]

    @property
    def brought(self) -> frozenset[str]:
        """The variables to which its trigger gives values of its own."""
        plan = self.plan
        return brought(plan.trigger) if isinstance(plan, Triggered | Journey) else frozenset()

    @property
    def asks_nobody(self) -> bool:
        """It goes to all of a segment, whether they consented or not."""
        is_for_all = isinstance(self.plan, OneOff | Recurring)
        return is_for_all and self.purpose is Purpose.TRANSACTIONAL

    @property
    def steps(self) -> tuple[Step, ...]:
        """Of those without steps, the one that sends."""
        if isinstance(self.plan, Journey):
            return self.plan.steps
        return (Send(SEND, self.plan.channel, self.plan.choices),)

    @property
    def sends(self) -> tuple[Send, ...]:
        return tuple(step for step in self.steps if isinstance(step, Send))

    @property
    def channels(self) -> tuple[Channel, ...]:
        return tuple(dict.fromkeys(each.channel for each in self.sends))

    @property
    def variants(self) -> tuple[str, ...]:
        found = (choice.variant for each in self.sends for choice in each.choices)
        return tuple(dict.fromkeys(found))

    @property
    def is_local(self) -> bool:
        return self.schedule == "local_time"

    @property
    def clock(self) -> str:
        """The zone whose clock launches it."""
        return FIRST_CLOCK if self.is_local else self.zone

    @property
    def spread(self) -> timedelta:
        """Between the times of the first people of a run and of the last ones."""
        return EARTH if self.is_local else timedelta()

    @property
    def ttl(self) -> timedelta:
        return timedelta(hours=self.ttl_hours)

    @property
    def lasts(self) -> timedelta:
        """For how long after its launch something of a run may be sent."""
        return self.spread + self.ttl

    @property
    def end(self) -> datetime | None:
        """When it is over, whatever was due then; None of a one-off campaign and of endless
        ones."""
        text = None if isinstance(self.plan, OneOff) else self.plan.end
        return moment_of(text, self.clock, is_end=True) if text else None


_KINDS: Mapping[type, CampaignKind] = {
    OneOff: "one_off",
    Recurring: "recurring",
    Triggered: "triggered",
    Journey: "journey",
}
