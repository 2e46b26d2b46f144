"""HTTP surface of profiles as staff and the shop's server tell of customers."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.profile.model.person import (
    IdentityTaken,
    ProfileAnonymised,
    ProfileMerged,
)
from promenade.customer.profile.service import people as service
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.wire import changes as wire
from promenade.customer.profile.wire.bodies import NewProfileBody, ProfileBody, read_asked
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.vault import Vault

app = api("profile_control", ACCESS, PATHS)
doors = Doors(DynamoProfileStore(), Vault(setting("PROFILE_KEY_ID")), digests())


@app.on(
    "POST /profiles",
    allow=Permission.PROFILE_WRITE,
    body=NewProfileBody,
    idempotent=True,
    answers={201: wire.ChangeView},
    raises=(Conflict, IdentityTaken),
)
def add_profile(call: Call[NewProfileBody, None]) -> Reply:
    """Tell who a customer is whom nothing is known of; the addresses are his from now on."""
    asked = read_asked(call.body.customer, call.body)
    profile = service.add(asked, call.stamp(system_clock), doors)
    return created(wire.place_of(profile), wire.show_change(profile), version=profile.version)


@app.on(
    "PUT /profiles/{customer}",
    allow=Permission.PROFILE_WRITE,
    body=ProfileBody,
    versioned=True,
    answers={200: wire.ChangeView},
    raises=(NotFound, Stale, IdentityTaken, ProfileAnonymised, ProfileMerged),
)
def put_profile(call: Call[ProfileBody, None]) -> Reply:
    """Replace what is known of a customer; addresses left out are free again.

    Tags and figures stay. Over version 0, it makes the profile."""
    asked = read_asked(call.path["customer"], call.body)
    profile = service.put(asked, call.if_match, call.stamp(system_clock), doors)
    return ok(wire.show_change(profile), version=profile.version)
