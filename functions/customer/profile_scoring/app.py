"""HTTP surface of how customers are scored."""

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.profile.service import scoring as service
from promenade.customer.profile.store.population import DynamoScoringStore
from promenade.customer.profile.wire import scoring as wire
from promenade.kit.clock import system_clock
from promenade.kit.errors import Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("profile_scoring", ACCESS)
store = DynamoScoringStore()


@app.on(
    "GET /profile-scoring",
    allow=Permission.PROFILE_READ,
    answers={200: wire.RuleView},
)
def get_scoring(_call: Call[None, None]) -> Reply:
    """Show how customers are scored."""
    rule = service.get_rule(store)
    return ok(wire.show_rule(rule, store.boundaries()), version=rule.version)


@app.on(
    "PUT /profile-scoring",
    allow=Permission.PROFILE_SCORE,
    body=wire.RuleBody,
    versioned=True,
    answers={200: wire.RuleView},
    raises=(Stale,),
)
def put_scoring(call: Call[wire.RuleBody, None]) -> Reply:
    """Score customers by quintiles of the population, or by steps that are fixed."""
    stamp = call.stamp(system_clock)
    rule = service.replace_rule(wire.read_rule(call.body), call.if_match, stamp, store)
    return ok(wire.show_rule(rule, store.boundaries()), version=rule.version)
