"""HTTP surface of imports of files of any size: announced, and looked at."""

from promenade.base.catalogue.service import import_jobs as jobs
from promenade.base.catalogue.store.import_files import S3ImportFiles
from promenade.base.catalogue.store.import_jobs import DynamoImportJobStore
from promenade.base.catalogue.wire import import_jobs as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, accepted, ok, see
from promenade.kit.messages import LANGUAGES
from promenade.kit.paging import PageQuery

app = api("catalogue_import_job", ACCESS, PATHS)
pages = cursors()
store, files = DynamoImportJobStore(), S3ImportFiles()
_SCOPE = "imports of products"


@app.on(
    "POST /product-import-jobs",
    allow=Permission.CATALOGUE_APPROVE,
    second_factor=True,
    body=wire.ImportJobBody,
    idempotent=True,
    languages=LANGUAGES,
    answers={202: wire.ImportJobView},
    raises=(Conflict,),
)
def request_import(call: Call[wire.ImportJobBody, None]) -> Reply:
    """Announce a file of products of any size; what is announced says where to upload it."""
    made = jobs.request(wire.read_asked(call), call.stamp(system_clock), store)
    return accepted(wire.path_of(made), wire.show_job(made, call.language))


@app.on(
    "GET /product-import-jobs",
    allow=Permission.CATALOGUE_APPROVE,
    query=PageQuery,
    languages=LANGUAGES,
    answers={200: wire.ImportJobPage},
)
def list_imports(call: Call[None, PageQuery]) -> Reply:
    """List the imports of products, the newest first."""
    page = store.list_newest(call.query.limit, pages.open(call.query.cursor, _SCOPE))
    return ok(wire.show_jobs(page, pages.seal(page.next, _SCOPE), call.language))


@app.on(
    "GET /product-import-jobs/{job_id}",
    allow=Permission.CATALOGUE_APPROVE,
    languages=LANGUAGES,
    answers={200: wire.ImportJobView},
    raises=(NotFound,),
)
def get_import(call: Call[None, None]) -> Reply:
    """Show how far an import is, and what became of its rows so far.

    While its file is awaited, an address to upload it to, another one each time."""
    found = jobs.get(call.path["job_id"], store)
    upload = files.upload(found, system_clock()) if found.state == "awaiting_file" else None
    return ok(wire.show_job(found, call.language, upload), version=found.version)


@app.on(
    "GET /product-import-jobs/{job_id}/report",
    allow=Permission.CATALOGUE_APPROVE,
    answers={302: None},
    raises=(NotFound,),
)
def open_report(call: Call[None, None]) -> Reply:
    """Download the rejected rows of an import with their reasons, by a link good for a minute."""
    return see(jobs.report(call.path["job_id"], store, files))
