"""What is asked of reports, and what is shown of them."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from promenade.base.report.model.job import FORMATS, Format, ReportJob, Scope
from promenade.base.report.model.period import Period
from promenade.base.report.wire import Links, ReportBody, read_request, show_job
from promenade.kit.decoding import decode
from promenade.kit.errors import Invalid
from tests.support.stamps import NOON, stamp


def asked(first_on: str, last_on: str) -> ReportBody:
    body = {"currency": "CNY", "from": first_on, "to": last_on, "store": "main", "lang": "zh"}
    return decode(msgspec.json.encode(body), ReportBody)


def test_a_request_becomes_a_queued_job_of_who_asked() -> None:
    assert read_request("report_1", asked("2026-01-01", "2026-01-31"), stamp()) == ReportJob(
        id="report_1",
        scope=Scope("CNY", "main"),
        period=Period(date(2026, 1, 1), date(2026, 1, 31)),
        language="zh",
        requested_at=NOON,
        requested_by="staff:maria",
    )


def test_a_leap_year_is_the_longest_period() -> None:
    assert read_request("r", asked("2024-01-01", "2024-12-31"), stamp()).period.day_count == 366
    with pytest.raises(Invalid) as refused:
        read_request("r", asked("2024-01-01", "2025-01-01"), stamp())
    assert [(each.pointer, each.code) for each in refused.value.faults] == [("/to", "too_long")]


def test_a_job_has_links_only_where_they_are_given_with_their_end() -> None:
    job = read_request("report_1", asked("2026-01-01", "2026-01-31"), stamp())
    links: dict[Format, str] = {name: f"https://files/{name}" for name in FORMATS}
    end = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert show_job(job).links is None
    assert show_job(job, links, end).links == Links(
        html="https://files/html",
        json="https://files/json",
        csv="https://files/csv",
        xlsx="https://files/xlsx",
        expire_at=end,
    )
