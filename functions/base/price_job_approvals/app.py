"""HTTP surface of the second person who decides about jobs that move many prices."""

from promenade.base.price.model.change import SelfApproval, StatusForbids
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

app = api("price_job_approval", ACCESS, PATHS)
store = DynamoJobStore()


@app.on(
    "POST /price-adjustment-jobs/{job_id}/approve",
    allow=Permission.PRICE_APPROVE,
    second_factor=True,
    versioned=True,
    languages=LANGUAGES,
    answers={200: wire.JobView},
    raises=(NotFound, Stale, StatusForbids, SelfApproval),
)
def approve_job(call: Call[None, None]) -> Reply:
    """Agree, as the second person, to all prices that a job's preview shows."""
    done = jobs.approve(wire.read_step(call, system_clock), store)
    return ok(wire.show_job(done, call.language), version=done.version)


@app.on(
    "POST /price-adjustment-jobs/{job_id}/reject",
    allow=Permission.PRICE_APPROVE,
    versioned=True,
    languages=LANGUAGES,
    answers={200: wire.JobView},
    raises=(NotFound, Stale, StatusForbids, SelfApproval),
)
def reject_job(call: Call[None, None]) -> Reply:
    """Refuse, as the second person, a job that waits."""
    done = jobs.reject(wire.read_step(call, system_clock), store)
    return ok(wire.show_job(done, call.language), version=done.version)
