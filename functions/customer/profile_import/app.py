"""HTTP surface of files of people."""

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.profile.service.importing import import_rows
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.wire import imports as wire
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.imports import CSV, JSON_LINES, File, ImportQuery
from promenade.kit.messages import LANGUAGES
from promenade.kit.vault import Vault

app = api("profile_import", ACCESS)
doors = Doors(DynamoProfileStore(), Vault(setting("PROFILE_KEY_ID")), digests())


@app.on(
    "POST /profile-imports",
    allow=Permission.PROFILE_WRITE,
    body=bytes,
    query=ImportQuery,
    consumes=(CSV, JSON_LINES),
    languages=LANGUAGES,
    max_body_bytes=wire.MAX_BYTES,
    answers={200: wire.ImportReport},
)
def import_profiles(call: Call[bytes, ImportQuery]) -> Reply:
    """Tell who customers are by a file of at most 500 rows, and report what became of every row.

    What a row leaves out stays as it is; an address takes the place of those known of its kind. The
    file may be sent again."""
    rows = wire.read_rows(File(call.media_type, call.body, call.charset))
    dry_run = call.query.dry_run
    done = import_rows(rows, call.stamp(system_clock), doors, dry_run=dry_run)
    return ok(wire.show_report(done, call.language, dry_run=dry_run))
