"""HTTP surface of tests: staff send themselves what people will be sent."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.messages import VariableMissing
from promenade.contracts.paths import PATHS
from promenade.contracts.profiles import ContactKind
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import Conflict, NotFound, TooMany
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply
from promenade.kit.limits import Limiter
from promenade.kit.queues import Queue
from promenade.kit.staff_pool import StaffPool
from promenade.kit.vault import Vault
from promenade.outreach.campaign.reader import DynamoCampaigns
from promenade.outreach.channel.reader import DynamoTemplates
from promenade.outreach.delivery.service import testing
from promenade.outreach.delivery.service.gate import TemplateUnsendable
from promenade.outreach.delivery.store.records import TestTally
from promenade.outreach.delivery.store.testing import DynamoTestStore, Testers
from promenade.outreach.delivery.wire import testing as wire
from promenade.outreach.delivery.wire.requests import request_body

app = api("delivery_tests", ACCESS, PATHS)
queue, staff = Queue(setting("DELIVERY_REQUESTS_QUEUE_URL")), StaffPool(setting("STAFF_POOL_ID"))
KINDS: dict[str, ContactKind] = {"email": "email", "phone_number": "phone"}


def _reached(member: str) -> dict[ContactKind, str]:
    found = staff.verified(member)
    return {kind: found[name] for name, kind in KINDS.items() if name in found}


doors = testing.Doors(
    campaigns=DynamoCampaigns(system_clock),
    templates=DynamoTemplates(),
    reached=_reached,
    seal=Testers(Vault(setting("PROFILE_KEY_ID"))).seal,
    count=Limiter(testing.TESTS, TestTally, digests()).count,
    tests=DynamoTestStore(),
    send=lambda request: queue.send([request_body(request)]),
)


@app.on(
    "POST /message-tests",
    allow=Permission.MESSAGE_WRITE,
    body=wire.MessageTestBody,
    idempotent=True,
    answers={202: wire.MessageTestView},
    raises=(
        Conflict,
        NotFound,
        TooMany,
        VariableMissing,
        TemplateUnsendable,
        testing.NoTestsByChannel,
        testing.NoVerifiedAddress,
        testing.NotOfCampaign,
    ),
)
def send_message_test(call: Call[wire.MessageTestBody, None]) -> Reply:
    """Send the caller, and nobody else, a message as people will be sent it.

    It goes to the verified e-mail address or confirmed phone number of the caller's staff account,
    at any hour, its links as they stand; nothing of it counts. Twenty a day."""
    test = testing.ask(wire.read_ask(call), call.stamp(system_clock), doors)
    return wire.show_test(test, call.caller.name)
