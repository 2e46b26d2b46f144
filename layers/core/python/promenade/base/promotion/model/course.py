"""What is known of a quote while it is made: of the occasion, and of promotions so far."""

from promenade.base.promotion.model.answer import Outcome, Told
from promenade.base.promotion.model.entry import Entry
from promenade.base.promotion.model.occasion import Occasion
from promenade.base.promotion.model.promotion import Stop
from promenade.base.promotion.model.reasons import Reason


class Course:
    """`told` is what became of promotions, `stopped_by` the one after which no other has a turn."""

    __slots__ = ("_applied", "_stops_all", "occasion", "stopped_by", "told")

    def __init__(self, occasion: Occasion) -> None:
        self.occasion = occasion
        self.told: Told = {}
        self.stopped_by: str | None = None
        self._stops_all = False
        self._applied: set[str] = set()

    def fork(self) -> "Course":
        """To go on from here in another way as well."""
        other = Course(self.occasion)
        other.told, other._applied = self.told.copy(), self._applied.copy()
        other.stopped_by, other._stops_all = self.stopped_by, self._stops_all
        return other

    def record(self, entry: Entry) -> None:
        """That one has applied which bears on others."""
        self._applied.add(entry.promotion.id)
        if entry.stop is not None:
            self.stopped_by, self._stops_all = entry.promotion.id, entry.stop is Stop.ALL

    def end_stage(self) -> None:
        if not self._stops_all:
            self.stopped_by = None

    def hindrance(self, entry: Entry) -> Outcome | None:
        """Why it takes no turn after others have applied."""
        if self.stopped_by is not None:
            return Outcome(entry.promotion, Reason.STOPPED, rival=self.stopped_by)
        rivals = entry.not_with & self._applied
        if rivals:
            return Outcome(entry.promotion, Reason.NOT_WITH, rival=min(rivals))
        return None
