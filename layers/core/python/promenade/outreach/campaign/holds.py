"""What a campaign may spend: contracts.campaigns.Budgets."""

from collections.abc import Mapping
from contextlib import suppress

from promenade.kit.clock import Clock
from promenade.kit.stamp import Stamp
from promenade.outreach.campaign.model.campaign import FOR_BUDGET, StatusForbids
from promenade.outreach.campaign.service.managing import pause
from promenade.outreach.campaign.store.budgets import DynamoBudgetStore
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore

ACTIONS: Mapping[str, frozenset[str]] = {
    "draw": frozenset({"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"}),
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
