"""Who waits for what never comes is told so, whoever has yet to note it (N12)."""

from datetime import datetime

from promenade.contracts.campaigns import Campaigns
from promenade.kit.values import replace
from promenade.outreach.delivery.model.progress import Leaving, Progress


class Ending:
    """Asks for a campaign once, and only where somebody waits."""

    def __init__(self, campaigns: Campaigns, now: datetime) -> None:
        self._campaigns, self._now = campaigns, now
        self._known: dict[str, bool] = {}

    def seen(self, met: Progress) -> Progress:
        """As it is now. Raises Unavailable."""
        waiting = {who: each for who, each in met.left.items() if self._waits(each)}
        if not waiting or not self._is_over(met.campaign):
            return met
        ended = {who: Leaving("campaign_ended", "", was.variant) for who, was in waiting.items()}
        return replace(met, left={**met.left, **ended})

    def _waits(self, leaving: Leaving) -> bool:
        """Of whose time has come a request of its own tells."""
        is_ahead = leaving.until is not None and self._now < leaving.until
        return leaving.outcome == "waiting" and is_ahead

    def _is_over(self, campaign: str) -> bool:
        if campaign not in self._known:
            terms = self._campaigns.terms(campaign)
            self._known[campaign] = terms is not None and terms.is_over
        return self._known[campaign]
