"""HTTP surface of what becomes of imports of files of any size."""

from promenade.base.catalogue.model.import_job import StatusForbids
from promenade.base.catalogue.service import import_jobs as jobs
from promenade.base.catalogue.store.import_files import S3ImportFiles
from promenade.base.catalogue.store.import_jobs import DynamoImportJobStore
from promenade.base.catalogue.wire import import_jobs as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES
from promenade.kit.uploads import FileIncomplete

app = api("catalogue_import_control", ACCESS, PATHS)
store, files = DynamoImportJobStore(), S3ImportFiles()


@app.on(
    "POST /product-import-jobs/{job_id}/start",
    allow=Permission.CATALOGUE_APPROVE,
    second_factor=True,
    versioned=True,
    languages=LANGUAGES,
    answers={200: wire.ImportJobView},
    raises=(NotFound, Stale, StatusForbids, FileIncomplete),
)
def start_import(call: Call[None, None]) -> Reply:
    """Import the file that was uploaded, all of it.

    What is new in it comes approved; another wording of what is there waits for somebody else."""
    done = jobs.start(wire.read_step(call, system_clock), store, files)
    return ok(wire.show_job(done, call.language), version=done.version)


@app.on(
    "POST /product-import-jobs/{job_id}/cancel",
    allow=Permission.CATALOGUE_APPROVE,
    languages=LANGUAGES,
    answers={200: wire.ImportJobView},
    raises=(NotFound, StatusForbids),
)
def cancel_import(call: Call[None, None]) -> Reply:
    """Stop an import after the part that it is at; what was imported until then stays."""
    done = jobs.cancel(call.path["job_id"], call.stamp(system_clock), store)
    return ok(wire.show_job(done, call.language), version=done.version)


@app.on(
    "POST /product-import-jobs/{job_id}/retry",
    allow=Permission.CATALOGUE_APPROVE,
    second_factor=True,
    versioned=True,
    languages=LANGUAGES,
    answers={200: wire.ImportJobView},
    raises=(NotFound, Stale, StatusForbids),
)
def retry_import(call: Call[None, None]) -> Reply:
    """Go on with the part at which an import failed."""
    done = jobs.retry(wire.read_step(call, system_clock), store)
    return ok(wire.show_job(done, call.language), version=done.version)
