"""HTTP surface of profiles as staff see them."""

from typing import Any

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.profile.service import people as service
from promenade.customer.profile.store import subject_of
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.store.population import DynamoScoringStore
from promenade.customer.profile.wire import bodies, views
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail
from promenade.kit.vault import Vault

app = api("profile", ACCESS, PATHS)
store = DynamoProfileStore()
scoring = DynamoScoringStore()
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)
vault = Vault(setting("PROFILE_KEY_ID"))
digest = digests()


@app.on(
    "GET /profiles/{customer}",
    allow=Permission.PROFILE_READ,
    answers={200: views.ProfileView},
    raises=(NotFound,),
)
def get_profile(call: Call[None, None]) -> Reply:
    """Show what is known of a customer, and what was bought.

    Personal data are shown to who may see them, and on record then. Of one who was merged, who he
    turned out to be is shown."""
    return _show(call, service.get(call.path["customer"], store))


@app.on(
    "POST /profile-searches",
    allow=Permission.PROFILE_READ,
    body=bodies.SearchBody,
    answers={200: views.ProfileView},
    raises=(NotFound,),
)
def find_profile(call: Call[bodies.SearchBody, None]) -> Reply:
    """Show the customer who has this very address.

    It travels in the body: logs keep none."""
    contact = bodies.read_contact(call.body)
    return _show(call, service.find(contact, call.body.country, digest, store))


def _show(call: Call[Any, Any], shown: service.Shown) -> Reply:
    profile, details = shown.profile, None
    by = views.Scoring(scoring.rule().value, scoring.boundaries(), system_clock())
    if call.caller.may(Permission.PERSONAL_READ):
        subject = subject_of(profile)
        details = service.open_all(
            shown, vault, lambda: trail.note("PersonalDataOpened", subject, call)
        )
    return ok(views.show_profile(profile, by, details), version=profile.version)
