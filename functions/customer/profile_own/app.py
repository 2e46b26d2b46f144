"""HTTP surface of a shopper's own profile."""

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.profile.model.person import ProfileAnonymised, ProfileMerged
from promenade.customer.profile.service import people as service
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.wire import bodies, views
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, no_content, ok
from promenade.kit.vault import Vault

app = api("profile_own", ACCESS)
doors = Doors(DynamoProfileStore(), Vault(setting("PROFILE_KEY_ID")), digests())


@app.on(
    "GET /profile",
    allow=Permission.PROFILE_OWN,
    answers={200: views.OwnProfileView},
    raises=(NotFound,),
)
def get_own_profile(call: Call[None, None]) -> Reply:
    """Show the caller who he is to the shop."""
    return _show(bodies.shopper(call.caller))


@app.on(
    "PUT /profile",
    allow=Permission.PROFILE_OWN,
    body=bodies.CorrectionBody,
    versioned=True,
    answers={200: views.OwnProfileView},
    raises=(NotFound, Stale, ProfileAnonymised, ProfileMerged),
)
def correct_own_profile(call: Call[bodies.CorrectionBody, None]) -> Reply:
    """Correct what the shop knows of the caller.

    Addresses stay: the shop proves them first."""
    customer = bodies.shopper(call.caller)
    asked, stamp = bodies.read_asked(customer, call.body), call.stamp(system_clock)
    service.correct(asked, call.if_match, stamp, doors)
    return _show(customer)


@app.on(
    "DELETE /profile",
    allow=Permission.PROFILE_OWN,
    answers={204: None},
    raises=(NotFound,),
)
def anonymise_own_profile(call: Call[None, None]) -> Reply:
    """Forget who the caller is, at once and for good; what was bought stays in the books."""
    service.anonymise(bodies.shopper(call.caller), call.stamp(system_clock), doors.store)
    return no_content()


def _show(customer: str) -> Reply:
    shown = service.find_own(customer, doors.store)
    details = service.open_all(shown, doors.vault, lambda: None)
    return ok(views.show_own(shown.profile, details), version=shown.profile.version)
