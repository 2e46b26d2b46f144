"""What campaigns tell others: their state and terms, who is held out, what may be spent."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Literal, Protocol

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice, QuietPolicy
from promenade.kit.facts import Fact
from promenade.kit.holds import Part
from promenade.kit.values import Value

CampaignKind = Literal["one_off", "recurring", "triggered", "journey"]
CampaignState = Literal[
    "draft", "pending", "scheduled", "running", "paused", "paused_budget", "done", "cancelled"
]

HELD_OUT = ""
"""The arm of whom a campaign leaves alone so that its effect is known."""

_WHOLE_BP = 10_000


def arm(campaign: str, customer: str, holdout_bp: int, choices: Sequence[Choice]) -> str:
    """The variant of a customer, or HELD_OUT: of the campaign and the customer alone, so that it
    is the same at each step and try, on any machine; the two draws hang by nothing in common.
    Shares are of the choices' summed weights."""
    if _draw("held out", campaign, customer, _WHOLE_BP) < holdout_bp:
        return HELD_OUT
    place = _draw("variant", campaign, customer, sum(each.weight_bp for each in choices))
    for choice in choices:
        place -= choice.weight_bp
        if place < 0:
            return choice.variant
    raise ValueError("no choices")


def _draw(what: str, campaign: str, customer: str, among: int) -> int:
    digest = hashlib.sha256(f"{what}\n{campaign}\n{customer}".encode()).digest()
    return int.from_bytes(digest[:8]) % among


def run_number(campaign: str, entry: str) -> int:
    """Of an entry that is a run of the campaign; 0 for one person's own, into a journey."""
    start, _, number = entry.rpartition("-")
    return int(number) if start == campaign and number.isdecimal() else 0


class SendingTerms(Value, frozen=True):
    """What the gate asks of a campaign before it sends. `frequency_cap` of marketing is by channel
    and seven days; None bypasses it. `has_budget` is false where none was set."""

    campaign: str
    version: int
    state: CampaignState
    purpose: Purpose
    holdout_bp: int
    frequency_cap: int | None
    quiet: QuietPolicy
    currency: str
    has_budget: bool

    @property
    def may_send(self) -> bool:
        return self.state == "running"

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "cancelled")


class Wording(Value, frozen=True):
    """What a campaign sends, or is to be approved to: by which templates, filled with what, and
    with what its trigger has `brought`."""

    template_ids: frozenset[str]
    variables: Mapping[str, str]
    brought: frozenset[str] = frozenset()


class Campaigns(Protocol):
    def terms(self, campaign: str) -> SendingTerms | None:
        """Consistent; one round trip."""
        ...


class Wordings(Protocol):
    def wording(self, campaign: str) -> Wording | None:
        """Consistent; one round trip."""
        ...


class Sends(Protocol):
    def variants(self, campaign: str) -> Mapping[str, Sequence[str]] | None:
        """What people are sent, by the step that sends it; None where there is no such campaign.
        Consistent; one round trip."""
        ...


class SegmentUsers(Protocol):
    def of(self, segment_id: str) -> tuple[Sequence[str], Part]:
        """The campaigns that name a segment and are neither done nor cancelled, and what belongs
        into the transaction that puts it away: lost where one has come to name it meanwhile."""
        ...


class Budgets(Protocol):
    def draw(self, campaign: str, request_id: str, micros: int) -> int:
        """Reserves as much of it as is left, of at most `micros`, once for each request: again it
        answers the same. Never more than the budget over all. An empty budget pauses the
        campaign."""
        ...

    def settle(self, campaign: str, request_id: str, spent_micros: int) -> None:
        """What the request really cost, no more than it drew; the rest goes back, once."""
        ...


class CampaignFact(Fact, frozen=True):
    """`coupon_templates` are those whose coupons the campaign hands out: an order that uses one is
    its. `audience_count` is known once it was launched."""

    publisher: ClassVar[str] = "promenade.campaign"

    id: str
    version: int
    name: str
    kind: CampaignKind
    state: CampaignState
    channels: tuple[Channel, ...]
    purpose: Purpose = Purpose.MARKETING
    variants: tuple[str, ...] = ()
    holdout_bp: int = 0
    coupon_templates: tuple[str, ...] = ()
    audience_count: int | None = None
    launched_at: datetime | None = None
    ended_at: datetime | None = None


class CampaignDrafted(CampaignFact, frozen=True):
    """It exists, and sends nothing yet."""


class CampaignEdited(CampaignFact, frozen=True):
    """Its terms are others, to be reviewed anew."""


class CampaignSubmitted(CampaignFact, frozen=True):
    """Others are asked to approve its terms."""


class CampaignApproved(CampaignFact, frozen=True):
    """Somebody else has approved its terms. Where that was the last approval that they needed, its
    state is `scheduled`: it is launched when its time comes."""


class CampaignRejected(CampaignFact, frozen=True):
    """Its terms have to be edited before they are submitted again."""


class CampaignWithdrawn(CampaignFact, frozen=True):
    """Nobody is asked to approve its terms any more."""


class CampaignLaunched(CampaignFact, frozen=True):
    """Its audience is being sent to, or what triggers it is waited for."""


class CampaignPaused(CampaignFact, frozen=True):
    """Nothing is sent until it is resumed: by whom or by what says `reason`."""

    reason: str = ""


class CampaignResumed(CampaignFact, frozen=True):
    """It goes on where it was paused."""


class CampaignDone(CampaignFact, frozen=True):
    """All of its audience was decided."""


class CampaignCancelled(CampaignFact, frozen=True):
    """What was not sent yet never is."""
