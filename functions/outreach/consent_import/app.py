"""HTTP surface of files of consents."""

from functools import partial

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.consents import address_digest, person_digest
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.imports import CSV, JSON_LINES, File, ImportQuery
from promenade.kit.messages import LANGUAGES
from promenade.outreach.consent.service.importing import import_rows
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.store.suppressions import DynamoSuppressionStore
from promenade.outreach.consent.wire import imports as wire

app = api("consent_import", ACCESS)
keyed = digests()
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=keyed))
addresses = DynamoSuppressionStore()
digest = partial(address_digest, digests=keyed)


@app.on(
    "POST /consent-imports",
    allow=Permission.CONSENT_RECORD,
    body=bytes,
    query=ImportQuery,
    consumes=(CSV, JSON_LINES),
    languages=LANGUAGES,
    max_body_bytes=wire.MAX_BYTES,
    answers={200: wire.ImportReport},
)
def import_consents(call: Call[bytes, ImportQuery]) -> Reply:
    """Record consents from a file of at most 500 rows, and report what became of every row.

    The file may be sent again. A row that is older than what stands changes nothing. A row by
    e-mail or phone suppresses the address, as a list of who wants no more that moves in has them:
    who opts in themselves later is sent messages again."""
    stamp, dry_run = call.stamp(system_clock), call.query.dry_run
    rows = wire.read_rows(File(call.media_type, call.body, call.charset), stamp, digest)
    done = import_rows(rows, stamp, doors, addresses, dry_run=dry_run)
    return ok(wire.show_report(done, call.language, dry_run=dry_run))
