"""HTTP surface of the approval policy: how many have to approve what may cost how much."""

from promenade.base.staff.model.giving import BeyondOwn
from promenade.base.staff.service import policies
from promenade.base.staff.store.policies import DynamoPolicyStore
from promenade.base.staff.wire import policies as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.errors import Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("staff_policies", ACCESS)
store = DynamoPolicyStore()


@app.on(
    "GET /approval-policy",
    allow=Permission.STAFF_OWN,
    answers={200: wire.ApprovalPolicyView},
)
def get_approval_policy(_: Call[None, None]) -> Reply:
    """Show how many have to approve what may cost how much, by what it is."""
    found = policies.get(store)
    return ok(wire.show_policies(found), version=found.version)


@app.on(
    "PUT /approval-policy",
    allow=Permission.STAFF_MANAGE,
    second_factor=True,
    body=wire.ApprovalPolicyBody,
    versioned=True,
    answers={200: wire.ApprovalPolicyView},
    raises=(Stale, BeyondOwn),
)
def change_approval_policy(call: Call[wire.ApprovalPolicyBody, None]) -> Reply:
    """Say how many have to approve what may cost how much.

    It counts for what is submitted from now on; what is under review keeps what it was submitted
    under. Who changes what approves something holds the permission to approve it everywhere
    (`campaign:approve` and so on). The change is on record."""
    asked = policies.Change(wire.read_steps(call.body), call.if_match, call.caller.permissions)
    changed = policies.change(asked, call.stamp(system_clock), store)
    return ok(wire.show_policies(changed), version=changed.version)
