"""What is asked of reports, and what is shown of them."""

from datetime import date

import msgspec
import pytest

from promenade.base.report.model.job import ReportJob, Scope
from promenade.base.report.model.period import Period
from promenade.base.report.wire import Links, ReportBody, file_of, read_request, show_job
from promenade.kit.decoding import decode
from promenade.kit.errors import Invalid, NotFound
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


def test_a_period_ends_with_a_day_that_has_begun_somewhere() -> None:
    assert str(NOON) == "2026-03-01 12:00:00+00:00"
    assert read_request("r", asked("2026-03-01", "2026-03-02"), stamp()).period.day_count == 2
    with pytest.raises(Invalid) as refused:
        read_request("r", asked("2026-03-01", "2026-03-03"), stamp())
    assert [(each.pointer, each.code) for each in refused.value.faults] == [("/to", "in_future")]


def test_a_job_has_links_and_files_once_it_is_done() -> None:
    job = read_request("report_1", asked("2026-01-01", "2026-01-31"), stamp())
    assert show_job(job).links is None
    with pytest.raises(NotFound):
        file_of(job, "html")
    done = job.to("RUNNING").to("DONE")
    assert show_job(done).links == Links(
        html="/reports/report_1/files/html",
        json="/reports/report_1/files/json",
        csv="/reports/report_1/files/csv",
        xlsx="/reports/report_1/files/xlsx",
    )
    assert file_of(done, "html") == "html"
