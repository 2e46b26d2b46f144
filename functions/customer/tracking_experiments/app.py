"""HTTP surface of experiments whose outcomes are brought in as files."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.tracking.service.experiments import Doors, import_outcomes, results
from promenade.customer.tracking.store.experiments import DynamoExperimentStore
from promenade.customer.tracking.wire import experiments as wire
from promenade.customer.tracking.wire import outcomes
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.imports import CSV, JSON_LINES, File, ImportQuery
from promenade.kit.messages import LANGUAGES

app = api("tracking_experiments", ACCESS, PATHS)
store = DynamoExperimentStore()
doors = Doors(store, digests().pseudonym)


@app.on(
    "POST /experiments",
    allow=Permission.TRACKING_WRITE,
    body=wire.ExperimentBody,
    answers={201: wire.ExperimentView},
    raises=(Conflict,),
    idempotent=True,
)
def plan_experiment(call: Call[wire.ExperimentBody, None]) -> Reply:
    """Plan an experiment: its arms, what decides, and after how many people."""
    planned = store.add(wire.read_experiment(call), call.stamp(system_clock))
    return created(f"/experiments/{planned.id}", wire.show_planned(planned))


@app.on(
    "GET /experiments/{experiment_id}",
    allow=Permission.TRACKING_READ,
    answers={200: wire.ExperimentView},
    raises=(NotFound,),
)
def get_experiment(call: Call[None, None]) -> Reply:
    """Show what is known of each arm, and by how much it differs from the control."""
    return ok(wire.show_result(*results(call.path["experiment_id"], store)))


@app.on(
    "POST /experiments/{experiment_id}/outcomes",
    allow=Permission.TRACKING_WRITE,
    body=bytes,
    query=ImportQuery,
    consumes=(CSV, JSON_LINES),
    languages=LANGUAGES,
    max_body_bytes=outcomes.MAX_BYTES,
    answers={200: outcomes.OutcomeReport},
    raises=(NotFound,),
)
def import_experiment_outcomes(call: Call[bytes, ImportQuery]) -> Reply:
    """Count what people of an experiment did, from a file of at most 500 rows.

    Each person counts once, however often the file is sent."""
    dry_run = call.query.dry_run
    rows = outcomes.read_rows(File(call.media_type, call.body, call.charset))
    done = import_outcomes(call.path["experiment_id"], rows, doors, dry_run=dry_run)
    return ok(outcomes.show_report(done, call.language, dry_run=dry_run))
