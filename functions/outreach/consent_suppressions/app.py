"""HTTP surface of what keeps messages away."""

from functools import partial

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.consents import person_digest
from promenade.contracts.paths import PATHS
from promenade.customer.profile.reader import DynamoOwners
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.consent.service import hearing, suppressing
from promenade.outreach.consent.service.ports import Doors, Ears
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.store.suppressions import DynamoSuppressionStore
from promenade.outreach.consent.wire import suppressions as wire

app = api("consent_suppressions", ACCESS, PATHS)
pages, addresses, owners = cursors(), DynamoSuppressionStore(), DynamoOwners()
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=digests()))


@app.on(
    "POST /suppressions",
    allow=Permission.CONSENT_SUPPRESS,
    body=wire.SuppressionBody,
    answers={200: wire.SuppressionView},
)
def suppress(call: Call[wire.SuppressionBody, None]) -> Reply:
    """Keep messages away: all, or marketing, by the reason. Again, it moves an `unsubscribe`."""
    stamp = call.stamp(system_clock)
    asked = wire.read_about(call, stamp)
    if asked.customer:
        return ok(wire.show_person(suppressing.suppress_person(asked, stamp, doors), asked.channel))
    return ok(wire.show_address(suppressing.suppress_address(asked, stamp, addresses)))


@app.on(
    "POST /suppression-lifts",
    allow=Permission.CONSENT_LIFT,
    body=wire.LiftBody,
    answers={200: wire.SuppressionView},
)
def lift_suppression(call: Call[wire.LiftBody, None]) -> Reply:
    """Let messages through again that one reason kept away. It gives no consent back."""
    stamp = call.stamp(system_clock)
    asked = wire.read_about(call, stamp)
    if asked.customer:
        return ok(wire.show_person(suppressing.lift_person(asked, stamp, doors), asked.channel))
    return ok(wire.show_address(suppressing.lift_address(asked, stamp, addresses)))


@app.on(
    "GET /suppressions",
    allow=Permission.CONSENT_READ,
    query=wire.SuppressionQuery,
    answers={200: wire.SuppressionPage},
)
def list_suppressions(call: Call[None, wire.SuppressionQuery]) -> Reply:
    """List the suppressed addresses of a channel, by their digests, the latest first."""
    query, scope = call.query, f"suppressions of {call.query.channel}"
    page = addresses.list_of(query.channel, query.limit, pages.open(query.cursor, scope))
    return ok(wire.show_page(page.items, pages.seal(page.next, scope)))


@app.on(
    "POST /message-replies",
    allow=Permission.CONSENT_SUPPRESS,
    body=wire.ReplyBody,
    answers={200: wire.ReplyView},
)
def hear_reply(call: Call[wire.ReplyBody, None]) -> Reply:
    """Hear what a phone number answered: STOP, 退订 and their like stop advertising to it.

    Messages about orders still come. The body says which words those are."""
    stamp = call.stamp(system_clock)
    if told := wire.read_reply(call, stamp):
        hearing.stop(*told, stamp, Ears(doors, addresses, owners))
    return ok(wire.ReplyView(is_stop=told is not None))
