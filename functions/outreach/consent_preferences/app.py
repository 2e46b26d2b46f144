"""HTTP surface of a customer's own preferences."""

from functools import partial

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.consents import person_digest
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.consent.model.person import PersonIsErased
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.service.recording import person, record
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.wire import consents as wire
from promenade.outreach.consent.wire.views import PreferencesView, show_preferences

app = api("consent_preferences", ACCESS, PATHS)
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=digests()))


@app.on(
    "GET /preferences",
    allow=Permission.CONSENT_CHOOSE,
    answers={200: PreferencesView},
    raises=(NotFound,),
)
def get_preferences(call: Call[None, None]) -> Reply:
    """Show what the caller may be sent, by every channel and for every purpose."""
    return ok(show_preferences(person(wire.shopper(call.caller), doors)))


@app.on(
    "PUT /preferences",
    allow=Permission.CONSENT_CHOOSE,
    body=wire.ChoicesBody,
    answers={200: PreferencesView},
    raises=(NotFound, PersonIsErased),
)
def choose_preferences(call: Call[wire.ChoicesBody, None]) -> Reply:
    """Give or withdraw the caller's consent. What is withdrawn holds from the very next message."""
    customer, stamp = wire.shopper(call.caller), call.stamp(system_clock)
    told = record(customer, wire.read_choices(call, stamp), stamp, doors)
    return ok(show_preferences(told.after))
