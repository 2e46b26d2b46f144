"""HTTP surface of what becomes of jobs that move many prices."""

from promenade.base.price.model.change import StatusForbids
from promenade.base.price.service import jobs
from promenade.base.price.store.jobs import DynamoJobStore
from promenade.base.price.wire import jobs as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES

app = api("price_job_control", ACCESS, PATHS)
store = DynamoJobStore()


@app.on(
    "POST /price-adjustment-jobs/{job_id}/submit",
    allow=Permission.PRICE_WRITE,
    versioned=True,
    languages=LANGUAGES,
    answers={200: wire.JobView},
    raises=(NotFound, Stale, StatusForbids),
)
def submit_job(call: Call[None, None]) -> Reply:
    """Apply what a job rehearsed, once a second person agrees where somebody has to."""
    done = jobs.submit(wire.read_step(call, system_clock), store)
    return ok(wire.show_job(done, call.language), version=done.version)


@app.on(
    "POST /price-adjustment-jobs/{job_id}/cancel",
    allow=Permission.PRICE_WRITE,
    languages=LANGUAGES,
    answers={200: wire.JobView},
    raises=(NotFound, StatusForbids),
)
def cancel_job(call: Call[None, None]) -> Reply:
    """Stop a job after the page that it is at; what was applied until then stays."""
    done = jobs.cancel(call.path["job_id"], call.stamp(system_clock), store)
    return ok(wire.show_job(done, call.language), version=done.version)


@app.on(
    "POST /price-adjustment-jobs/{job_id}/retry",
    allow=Permission.PRICE_WRITE,
    versioned=True,
    languages=LANGUAGES,
    answers={200: wire.JobView},
    raises=(NotFound, Stale, StatusForbids),
)
def retry_job(call: Call[None, None]) -> Reply:
    """Go on with the page at which a job failed."""
    done = jobs.retry(wire.read_step(call, system_clock), store)
    return ok(wire.show_job(done, call.language), version=done.version)
