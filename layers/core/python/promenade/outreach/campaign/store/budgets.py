"""What campaigns may spend: each request draws once from what is left, and settles once."""

from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.holds import Part
from promenade.kit.patience import Contended, patiently
from promenade.outreach.campaign.store.records import BudgetRecord, budget_key, draw_key

_IS_NEW = BudgetRecord.pk.does_not_exist()


class DynamoBudgetStore:
    def grant(self, campaign_id: str, before_micros: int, micros: int) -> Part:
        """Nothing was drawn yet where it was 0 before."""
        record = BudgetRecord(*budget_key(campaign_id))
        if before_micros:
            more = micros - before_micros
            raised = [BudgetRecord.left_micros.add(more), BudgetRecord.total_micros.add(more)]
            is_same = BudgetRecord.total_micros == before_micros
            return Part((Write("Update", record, is_same, raised),), lambda _: None)
        record.left_micros = record.total_micros = micros
        is_whole = BudgetRecord.left_micros == BudgetRecord.total_micros
        return Part((Write("Put", record, _IS_NEW | is_whole),), lambda _: None)

    def left(self, campaign_id: str) -> int | None:
        found = dynamo.find(BudgetRecord, *budget_key(campaign_id), consistent=True)
        return found.left_micros if found else None

    def draw(self, campaign_id: str, request_id: str, micros: int) -> int:
        """Raises Unavailable where others keep drawing."""
        return patiently(lambda: self._draw(campaign_id, request_id, micros), Contended)

    def settle(self, campaign_id: str, request_id: str, spent_micros: int) -> None:
        """Again, or of what drew nothing, it does nothing."""
        draw = dynamo.find(BudgetRecord, *draw_key(campaign_id, request_id), consistent=True)
        if draw is None:
            return
        spent = min(spent_micros, draw.drawn_micros)
        settled = [BudgetRecord.settled_micros.set(spent)]
        is_open = BudgetRecord.settled_micros.does_not_exist()
        back = [BudgetRecord.left_micros.add(draw.drawn_micros - spent)]
        whole = BudgetRecord(*budget_key(campaign_id))
        writes = [Write("Update", draw, is_open, settled), Write("Update", whole, None, back)]
        try:
            dynamo.transact(writes)
        except ConditionFailed:
            return

    def _draw(self, campaign_id: str, request_id: str, micros: int) -> int:
        draw = BudgetRecord(*draw_key(campaign_id, request_id))
        drawn = dynamo.find(BudgetRecord, draw.pk, draw.sk, consistent=True)
        if drawn is not None:
            return drawn.drawn_micros or 0
        left = self.left(campaign_id)
        if left is None:
            return micros
        draw.drawn_micros = min(left, micros)
        less = [BudgetRecord.left_micros.add(-draw.drawn_micros)]
        is_enough = BudgetRecord.left_micros >= draw.drawn_micros
        whole = BudgetRecord(*budget_key(campaign_id))
        try:
            dynamo.transact_once(
                [Write("Put", draw, _IS_NEW), Write("Update", whole, is_enough, less)]
            )
        except ConditionFailed:
            raise Contended from None
        return draw.drawn_micros
