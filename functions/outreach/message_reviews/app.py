"""HTTP surface of what is said of a message template before it goes out."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import ApprovedBefore, NotReady, SelfApproval
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.channel.model.template import StatusForbids
from promenade.outreach.channel.service import templates
from promenade.outreach.channel.service.ports import Doors
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.store.templates import DynamoTemplateStore
from promenade.outreach.channel.wire import templates as wire

app = api("message_reviews", ACCESS, PATHS)
doors = Doors(DynamoAccountStore(), DynamoTemplateStore())
UNFIT = (NotFound, Stale, StatusForbids, NotReady)


@app.on(
    "POST /message-templates/{message_template_id}/submit",
    allow=Permission.MESSAGE_WRITE,
    versioned=True,
    answers={200: wire.MessageTemplateView},
    raises=UNFIT,
)
def submit_message_template(call: Call[None, None]) -> Reply:
    """Ask somebody else to approve a message; all that law and providers ask is checked."""
    submitted = templates.submit(wire.read_change(call, system_clock), doors)
    return ok(wire.show_template(submitted), version=submitted.version)


@app.on(
    "POST /message-templates/{message_template_id}/decisions",
    allow=Permission.MESSAGE_APPROVE,
    second_factor=True,
    body=wire.DecisionBody,
    versioned=True,
    answers={200: wire.MessageTemplateView},
    raises=(*UNFIT, SelfApproval, ApprovedBefore),
)
def decide_message_template(call: Call[wire.DecisionBody, None]) -> Reply:
    """Approve a message that somebody else wrote and submitted, or send it back saying why."""
    change, reason = wire.read_change(call, system_clock), wire.read_reason(call.body)
    if reason is None:
        decided = templates.approve(change, doors)
    else:
        decided = templates.reject(change, reason, doors)
    return ok(wire.show_template(decided), version=decided.version)
