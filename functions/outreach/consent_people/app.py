"""HTTP surface of customers who turn out to be one, or who are to be forgotten."""

from functools import partial

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.consents import person_digest
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, no_content, ok
from promenade.outreach.consent.model.person import MergedAlready, PersonIsErased
from promenade.outreach.consent.service import merging, recording
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.wire import consents as wire
from promenade.outreach.consent.wire import views

app = api("consent_people", ACCESS, PATHS)
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=digests()))


@app.on(
    "PUT /customers/{customer}/consent-merge",
    allow=Permission.CONSENT_ERASE,
    body=wire.MergeBody,
    answers={200: views.CustomerView},
    raises=(MergedAlready, PersonIsErased),
)
def merge_consents(call: Call[wire.MergeBody, None]) -> Reply:
    """Make two customers one: what either refused is refused, whenever that was."""
    asked = merging.Merge(call.path["customer"], call.body.into)
    kept = merging.merge_people(asked, call.stamp(system_clock), doors)
    return ok(views.show_customer(kept, call.caller))


@app.on(
    "DELETE /customers/{customer}/consents",
    allow=Permission.CONSENT_ERASE,
    answers={204: None},
)
def erase_consents(call: Call[None, None]) -> Reply:
    """Forget a customer's name and all they said; nothing is sent to them any more.

    Suppressed addresses stay suppressed: of these only digests are kept."""
    recording.erase(call.path["customer"], call.stamp(system_clock), doors)
    return no_content()
