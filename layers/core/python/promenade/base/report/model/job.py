"""A report somebody, or the night, asked for."""

from datetime import datetime
from typing import Literal

from promenade.base.report.model.facts import Shop
from promenade.base.report.model.period import Period
from promenade.kit.values import Value, replace

ComparedPeriod = Literal["previous_period", "year_before"]
"""What a period is compared with (N32)."""

State = Literal["QUEUED", "RUNNING", "DONE", "FAILED"]
Language = Literal["en", "zh"]
Format = Literal["html", "json", "csv", "xlsx"]
FORMATS: tuple[Format, ...] = ("html", "json", "csv", "xlsx")


class Scope(Value, frozen=True):
    """Whose business: of one store or all (None), through one channel or all."""

    currency: str
    store: str | None = None
    channel: str | None = None

    def covers(self, shop: Shop) -> bool:
        return shop.currency == self.currency and self.store in (None, shop.store)


class ReportJob(Value, frozen=True):
    id: str
    scope: Scope
    period: Period
    language: Language
    requested_at: datetime
    requested_by: str
    state: State = "QUEUED"
    version: int = 1
    finished_at: datetime | None = None
    failure: str | None = None
    compare: ComparedPeriod = "previous_period"

    @property
    def compared(self) -> Period:
        is_previous = self.compare == "previous_period"
        return self.period.previous if is_previous else self.period.year_before

    def to(
        self, state: State, *, at: datetime | None = None, failure: str | None = None
    ) -> "ReportJob":
        """QUEUED → RUNNING → DONE | FAILED; a message that comes again runs a report again unless
        it is done."""
        version = self.version + 1
        return replace(self, state=state, version=version, finished_at=at, failure=failure)
