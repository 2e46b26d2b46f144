"""What a promotion does to the lines of a cart in the unit stage."""

from collections.abc import Iterable
from dataclasses import dataclass

from promenade.base.promotion.model.answer import Gap, Outcome
from promenade.base.promotion.model.effects.effect import Standing
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.shortages import Shortage, reason_of


@dataclass(slots=True)
class Trail:
    """What a promotion did to each line's amount, and the first thing that stopped it elsewhere."""

    before: list[int]
    after: list[int]
    stopped_by: Reason = Reason.NO_MATCHING_LINE
    rival: str | None = None
    missed: int = 0
    gap: Gap | None = None
    shortage: Shortage | None = None

    @property
    def saving(self) -> int:
        return sum(self.before) - sum(self.after)

    def units(self, quantities: Iterable[int]) -> int:
        """That it has lowered the price of."""
        lines = zip(self.before, self.after, quantities, strict=True)
        return sum(quantity for before, after, quantity in lines if before != after)

    def stop(
        self, reason: Reason, rival: str | None = None, missed: int = 0, gap: Gap | None = None
    ) -> None:
        """Of several gaps the smallest counts."""
        self.missed += missed
        if self.stopped_by is Reason.NO_MATCHING_LINE:
            self.stopped_by, self.rival = reason, rival
        if gap is not None and (self.gap is None or gap.missing < self.gap.missing):
            self.gap = gap

    def run_short(self, shortage: Shortage) -> None:
        self.stop(reason_of(shortage))
        self.shortage = self.shortage or shortage

    def outcome(self, promotion: Promotion, standings: tuple[Standing, ...]) -> Outcome:
        saving, reason = self.saving, self.stopped_by
        if not saving:
            is_short = self.shortage is not None and reason is reason_of(self.shortage)
            short = self.shortage if is_short else None
            return Outcome(
                promotion,
                reason,
                self.missed,
                self.rival,
                self.gap,
                standings=standings,
                shortage=short,
            )
        return Outcome(
            promotion,
            Reason.APPLIED,
            offer_minor=saving + self.missed,
            saving_minor=saving,
            before=self.before,
            after=self.after,
            standings=standings,
        )
