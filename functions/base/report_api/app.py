"""HTTP surface of reports."""

from promenade.base.report import wire
from promenade.base.report.store import DynamoJobStore, S3FileStore
from promenade.base.report.store.jobs import subject_of
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, accepted, ok, see
from promenade.kit.paging import PageQuery
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail

app = api("report", ACCESS, PATHS)
pages = cursors()
jobs = DynamoJobStore()
files = S3FileStore()
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)


@app.on(
    "POST /reports",
    allow=Permission.REPORT_BUILD,
    body=wire.ReportBody,
    idempotent=True,
    answers={202: wire.ReportView},
    raises=(Conflict,),
)
def request_report(call: Call[wire.ReportBody, None]) -> Reply:
    """Ask for a report; it is built within a minute or so."""
    stamp = call.stamp(system_clock)
    job = jobs.add(wire.read_request(call.new_id("report"), call.body, stamp), stamp)
    return accepted(f"/reports/{job.id}", wire.show_job(job))


@app.on(
    "GET /reports/{report_id}",
    allow=Permission.REPORT_READ,
    answers={200: wire.ReportView},
    raises=(NotFound,),
)
def get_report(call: Call[None, None]) -> Reply:
    """Show how far a report is; once it is DONE, with links to its files."""
    return ok(wire.show_job(jobs.get(call.path["report_id"]).value))


@app.on(
    "GET /reports/{report_id}/files/{format}",
    allow=Permission.REPORT_READ,
    answers={302: None},
    raises=(NotFound,),
)
def open_file(call: Call[None, None]) -> Reply:
    """Open a file of a report, by a link that is good for a minute; on record."""
    job = jobs.get(call.path["report_id"]).value
    name = wire.file_of(job, call.path["format"])
    trail.note("ReportOpened", subject_of(job), call)
    return see(files.link(job.id, name))


@app.on(
    "GET /reports",
    allow=Permission.REPORT_READ,
    query=PageQuery,
    answers={200: wire.ReportPage},
)
def list_reports(call: Call[None, PageQuery]) -> Reply:
    """List the reports that were asked for, newest first."""
    page = jobs.list_newest(call.query.limit, pages.open(call.query.cursor, "reports"))
    return ok(wire.show_jobs(page, pages.seal(page.next, "reports")))
