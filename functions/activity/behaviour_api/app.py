"""HTTP surface of what people do: events come in, visitors become customers, who will refuses."""

from promenade.activity.behaviour.service import histories, identities, intake
from promenade.activity.behaviour.store.events import DynamoEventStore
from promenade.activity.behaviour.store.histories import DynamoHistoryStore
from promenade.activity.behaviour.store.identities import DynamoIdentityStore
from promenade.activity.behaviour.wire import bodies, reading, views
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.entries import Entries
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES

WRITE = Permission.BEHAVIOUR_WRITE
app = api("behaviour", ACCESS)
store, identity_store, history_store = (
    DynamoEventStore(),
    DynamoIdentityStore(),
    DynamoHistoryStore(),
)


@app.on(
    "POST /events",
    allow=WRITE,
    body=bodies.EventsBody,
    entries="events",
    languages=LANGUAGES,
    answers={200: views.ResultList},
    max_body_bytes=1_000_000,
)
def send_events(call: Call[Entries, None]) -> Reply:
    """Send up to 500 events, each of which is told what became of it.

    It counts once, however often it comes: what the sender did not hear of is sent again."""
    stamp = call.stamp(system_clock)
    read = reading.read_events(call, stamp.at)
    found = read.refused | intake.take(read.sent, stamp, system_clock, store)
    return ok(views.show_outcomes([found[place] for place in sorted(found)], call.language))


@app.on(
    "POST /event-identities",
    allow=WRITE,
    body=bodies.IdentityBody,
    answers={200: views.IdentityView},
    raises=(identities.PersonRefusesTracking,),
)
def identify_visitor(call: Call[bodies.IdentityBody, None]) -> Reply:
    """Say at login who a visitor is.

    What the visitor did so far is the first customer's, what comes from now on is this one's."""
    customer = reading.person_of(call.caller, call.body.customer)
    visitor = reading.visitor_of(call.body.anonymous_id, call.digests)
    before = identities.identify(visitor, customer, call.stamp(system_clock), identity_store)
    return ok(views.IdentityView(customer=customer, is_new=before != customer))


@app.on(
    "GET /event-tracking", allow=WRITE, query=bodies.PersonQuery, answers={200: views.TrackingView}
)
def get_tracking(call: Call[None, bodies.PersonQuery]) -> Reply:
    """Show whether what the customer does may be kept."""
    customer = reading.person_of(call.caller, call.query.customer)
    is_allowed = not history_store.is_refused(customer)
    return ok(views.TrackingView(customer=customer, is_allowed=is_allowed))


@app.on(
    "PUT /event-tracking", allow=WRITE, body=bodies.TrackingBody, answers={200: views.TrackingView}
)
def choose_tracking(call: Call[bodies.TrackingBody, None]) -> Reply:
    """Refuse to have it kept what the customer does, which erases what was, or allow it again."""
    customer, is_allowed = reading.person_of(call.caller, call.body.customer), call.body.is_allowed
    stamp = call.stamp(system_clock)
    histories.choose(customer, is_allowed=is_allowed, stamp=stamp, store=history_store)
    return ok(views.TrackingView(customer=customer, is_allowed=is_allowed))
