"""HTTP surface of customers' consents, to staff and clients."""

from functools import partial

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.consents import address_digest, person_digest
from promenade.contracts.paths import PATHS
from promenade.customer.profile.reader import DynamoRecipients
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery
from promenade.kit.vault import Vault
from promenade.outreach.consent.model.person import PersonIsErased
from promenade.outreach.consent.service import recording, suppressing
from promenade.outreach.consent.service.ports import Doors, Whereabouts
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.store.suppressions import DynamoSuppressionStore
from promenade.outreach.consent.wire import consents as wire
from promenade.outreach.consent.wire import views

app = api("consent_api", ACCESS, PATHS)
pages = cursors()
keyed = digests()
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=keyed))
whereabouts = Whereabouts(
    recipients=DynamoRecipients(Vault(setting("PROFILE_KEY_ID"))),
    suppressions=DynamoSuppressionStore(),
    digest=partial(address_digest, digests=keyed),
)


@app.on(
    "GET /customers/{customer}/consents",
    allow=Permission.CONSENT_READ,
    answers={200: views.CustomerView},
)
def get_consents(call: Call[None, None]) -> Reply:
    """Show what a customer said, with what proves it, and what keeps messages away all the same."""
    found = recording.person(call.path["customer"], doors)
    kept = suppressing.addresses_of(found.customer, whereabouts)
    return ok(views.show_customer(found, call.caller, kept))


@app.on(
    "PUT /customers/{customer}/consents",
    allow=Permission.CONSENT_RECORD,
    body=wire.ConsentsBody,
    answers={200: views.RecordView},
    raises=(PersonIsErased,),
)
def record_consents(call: Call[wire.ConsentsBody, None]) -> Reply:
    """Record what a customer said, with what proves it.

    What is older than what stands changes nothing, and is told so; of the same instant a refusal
    wins."""
    stamp = call.stamp(system_clock)
    sayings = wire.read_consents(call, stamp)
    told = recording.record(call.path["customer"], sayings, stamp, doors)
    return ok(views.show_told(told, sayings))


@app.on(
    "GET /customers/{customer}/consent-entries",
    allow=Permission.CONSENT_READ,
    query=PageQuery,
    answers={200: views.EntryPage},
)
def list_consent_entries(call: Call[None, PageQuery]) -> Reply:
    """List all that a customer ever said, newest first."""
    customer, query = call.path["customer"], call.query
    scope = f"consent entries of {customer}"
    after = pages.open(query.cursor, scope)
    page = recording.list_entries(customer, query.limit, after, doors)
    return ok(views.show_entries(page.items, call.caller, pages.seal(page.next, scope)))
