"""HTTP surface of exports of any number of products: asked for, and looked at."""

from promenade.base.catalogue.service import export_jobs as jobs
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.exports import DynamoExportJobStore, S3ExportFiles
from promenade.base.catalogue.wire import export_jobs as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, accepted, ok, see
from promenade.kit.paging import PageQuery

app = api("catalogue_export_job", ACCESS, PATHS)
pages = cursors()
store, files, catalogue = DynamoExportJobStore(), S3ExportFiles(), DynamoCatalogueStore()
_SCOPE = "exports of products"


@app.on(
    "POST /product-export-jobs",
    allow=Permission.CATALOGUE_WRITE,
    second_factor=True,
    body=wire.ExportJobBody,
    idempotent=True,
    answers={202: wire.ExportJobView},
    raises=(Conflict,),
)
def request_export(call: Call[wire.ExportJobBody, None]) -> Reply:
    """Ask for a file of up to 250,000 SKUs, which is written by and by."""
    made = jobs.request(wire.read_asked(call), call.stamp(system_clock), store, catalogue)
    return accepted(wire.path_of(made), wire.show_job(made))


@app.on(
    "GET /product-export-jobs",
    allow=Permission.CATALOGUE_WRITE,
    query=PageQuery,
    answers={200: wire.ExportJobPage},
)
def list_exports(call: Call[None, PageQuery]) -> Reply:
    """List the exports of products, the newest first."""
    page = store.list_newest(call.query.limit, pages.open(call.query.cursor, _SCOPE))
    return ok(wire.show_jobs(page, pages.seal(page.next, _SCOPE)))


@app.on(
    "GET /product-export-jobs/{job_id}",
    allow=Permission.CATALOGUE_WRITE,
    answers={200: wire.ExportJobView},
    raises=(NotFound,),
)
def get_export(call: Call[None, None]) -> Reply:
    """Show how far an export is."""
    found = jobs.get(call.path["job_id"], store)
    return ok(wire.show_job(found), version=found.version)


@app.on(
    "GET /product-export-jobs/{job_id}/file",
    allow=Permission.CATALOGUE_WRITE,
    second_factor=True,
    answers={302: None},
    raises=(NotFound,),
)
def open_export(call: Call[None, None]) -> Reply:
    """Download the file of an export, packed by gzip, by a link that is good for a minute."""
    return see(jobs.link(call.path["job_id"], store, files))
