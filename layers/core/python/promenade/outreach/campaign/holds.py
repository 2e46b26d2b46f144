"""What a campaign may spend, and which ones name a segment: contracts.campaigns.Budgets and
SegmentUsers."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from promenade.kit.clock import Clock
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.outreach.campaign.model.campaign import FOR_BUDGET, OVER, StatusForbids, state_at
from promenade.outreach.campaign.service.managing import pause
from promenade.outreach.campaign.store.budgets import DynamoBudgetStore
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.store.uses import users

ACTIONS: Mapping[str, frozenset[str]] = {
    "draw": frozenset({"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"}),
    "of": frozenset(
        {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:UpdateItem"},
    ),
    "settle": frozenset({"dynamodb:GetItem", "dynamodb:UpdateItem"}),
}
"""What a function that is given them needs to do with the table of campaigns."""


class DynamoBudgets:
    """Two reads and a transaction of two items for each draw, one read and such a transaction for
    each that is settled."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._budgets, self._campaigns = DynamoBudgetStore(), DynamoCampaignStore()

    def draw(self, campaign: str, request_id: str, micros: int) -> int:
        """Raises NotFound where there is no such campaign and the draw comes short, Unavailable."""
        drawn = self._budgets.draw(campaign, request_id, micros)
        if drawn < micros:
            self._pause(campaign, request_id)
        return drawn

    def settle(self, campaign: str, request_id: str, spent_micros: int) -> None:
        self._budgets.settle(campaign, request_id, spent_micros)

    def _pause(self, campaign: str, request_id: str) -> None:
        """Unless it is no longer under way."""
        print_ = f"{request_id} came short"
        stamp = Stamp("system:campaign", self._clock(), request_id, print_)
        with suppress(StatusForbids):
            pause(campaign, stamp, self._campaigns, FOR_BUDGET)


class DynamoSegmentUsers:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def of(self, segment_id: str) -> tuple[Sequence[str], Part]:
        """Two reads."""
        found, part = users(segment_id)
        now = self._clock()
        return [each.id for each in found if state_at(each, now) not in OVER], part
