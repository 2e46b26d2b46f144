"""What reports tell others."""

from datetime import date, datetime
from typing import ClassVar

from promenade.kit.facts import Fact
from promenade.kit.values import Value


class ReportScope(Value, frozen=True):
    """Of one store or all (None), through one channel or all."""

    currency: str
    store: str | None
    channel: str | None


class ReportPeriod(Value, frozen=True):
    """Both days are included."""

    first_on: date
    last_on: date


class ReportFact(Fact, frozen=True):
    """`requested_by` is `kind:id`; `failure` is an error's code."""

    publisher: ClassVar[str] = "promenade.report"

    id: str
    version: int
    scope: ReportScope
    period: ReportPeriod
    requested_at: datetime
    requested_by: str
    finished_at: datetime | None
    failure: str | None


class ReportRequested(ReportFact, frozen=True):
    """Somebody, or the night, asked for it."""


class ReportStarted(ReportFact, frozen=True):
    """It is being built."""


class ReportBuilt(ReportFact, frozen=True):
    """Its files can be read."""


class ReportFailed(ReportFact, frozen=True):
    """It was not built this time."""
