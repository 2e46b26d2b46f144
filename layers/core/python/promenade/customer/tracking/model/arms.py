"""People of a campaign: in which arm each is, how far they came, and what they bought meanwhile."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from promenade.kit.values import Document, Value, replace

OUTCOME_WINDOW = timedelta(days=5)
"""After a campaign last wanted to reach somebody, or held them out: both are judged by the same
times, so that they differ by nothing but the message."""
MOST_ARMS = 8
_ELSEWHERE = "@"
"""Before a variant's name, which has none: of what the shop sent by means of its own."""

Mark = Literal["sent", "delivered", "bounced", "opened", "clicked", "unsubscribed"]


def sent_elsewhere(variant: str) -> str:
    """An arm of its own, so that nothing of it is the campaign's doing."""
    return f"{_ELSEWHERE}{variant}"


def is_sent_elsewhere(variant: str) -> bool:
    return variant.startswith(_ELSEWHERE)


def variant_name(variant: str) -> str:
    """As the campaign has it."""
    return variant.removeprefix(_ELSEWHERE)


class Arm(Document, frozen=True):
    """One person in one campaign; `variant` is HELD_OUT of who was left alone. The campaign came to
    them, or held them out, from `first_at` to `last_at`: None of whom only a touch was told yet.
    `spend_minor` is net and by currency. Who was also sent something elsewhere has another arm."""

    campaign: str
    variant: str
    first_at: datetime | None = None
    last_at: datetime | None = None
    marks: tuple[Mark, ...] = ()
    order_count: int = 0
    spend_minor: dict[str, int] = {}  # noqa: RUF012  each value gets its own

    @property
    def place(self) -> str:
        return _place(self.campaign, self.variant)

    @property
    def window(self) -> tuple[datetime, datetime] | None:
        """[start, end) of orders that tell what the campaign did; None of who was never in it."""
        if self.first_at is None or self.last_at is None:
            return None
        return self.first_at, self.last_at + OUTCOME_WINDOW


class Seen(Value, frozen=True):
    """What is told of somebody: that a campaign came to them at a time, and how far they came."""

    customer: str
    campaign: str
    variant: str
    at: datetime | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def place(self) -> str:
        return _place(self.campaign, self.variant)


def _place(campaign: str, variant: str) -> str:
    """Tells the arms of one person apart: a campaign's, and what was sent elsewhere beside it."""
    return f"{campaign}{_ELSEWHERE}" if is_sent_elsewhere(variant) else campaign


def seen(arm: Arm | None, told: Seen) -> Arm:
    """The same, whatever comes first, twice or late. The variant stands by which the campaign first
    came to them; until it did, that which was told first."""
    met = arm or Arm(told.campaign, told.variant)
    marks = tuple(sorted({*met.marks, *told.marks}))
    if told.at is None:
        return replace(met, marks=marks)
    times = [each for each in (met.first_at, met.last_at, told.at) if each]
    variant = met.variant if met.first_at else told.variant
    return replace(met, variant=variant, marks=marks, first_at=min(times), last_at=max(times))


class Bought(Document, frozen=True):
    """What an order counts for whom it tells of: the arms' owners by campaign."""

    owners: dict[str, str] = {}  # noqa: RUF012  each value gets its own
    order_count: int = 0
    currency: str = ""
    net_minor: int = 0


def outcome_owners(placed_at: datetime, arms: Mapping[str, Iterable[Arm]]) -> dict[str, str]:
    """By campaign, whose arm an order counts for: of several customers that turned out to be one,
    of who was in it first. At most the newest of a person's campaigns."""
    open_arms = [
        (each.window[0], customer, each)
        for customer, own in arms.items()
        for each in own
        if each.window and each.window[0] <= placed_at < each.window[1]
    ]
    found: dict[str, str] = {}
    for _, customer, arm in sorted(open_arms, key=lambda each: each[:2]):
        found.setdefault(arm.campaign, customer)
    newest = sorted({(at, arm.campaign) for at, _, arm in open_arms}, reverse=True)
    kept = [*dict.fromkeys(campaign for _, campaign in newest)][:MOST_ARMS]
    return {campaign: found[campaign] for campaign in sorted(kept)}


def rebought(arm: Arm, gone: Bought, come: Bought) -> Arm:
    """With an order counted anew."""
    spend = dict(arm.spend_minor)
    for bought, sign in ((gone, -1), (come, 1)):
        if bought.currency:
            spend[bought.currency] = spend.get(bought.currency, 0) + sign * bought.net_minor
    kept = {currency: minor for currency, minor in sorted(spend.items()) if minor}
    count = arm.order_count - gone.order_count + come.order_count
    return replace(arm, order_count=count, spend_minor=kept)
