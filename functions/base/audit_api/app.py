"""HTTP surface of the audit trail."""

from promenade.base.audit import wire
from promenade.base.audit.store import DynamoAuditStore
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.config import setting
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok

app = api("audit", ACCESS)
pages = cursors()
store, shop = DynamoAuditStore(), wire.read_shop(setting("SHOP"))


@app.on(
    "GET /audit-records",
    allow=Permission.AUDIT_READ,
    query=wire.AuditQuery,
    answers={200: wire.AuditRecordPage},
)
def list_records(call: Call[None, wire.AuditQuery]) -> Reply:
    """List what was done to one thing, or by one member of staff, newest first."""
    subject, actor = wire.read_query(call.query, shop)
    scope = f"audit of {subject or f'actor {actor}'}"
    after, limit = pages.open(call.query.cursor, scope), call.query.limit
    listing = store.list_of_actor if subject is None else store.list_of_subject
    page = listing(subject or actor, limit, after)
    sees = call.caller.may(Permission.PERSONAL_READ)
    return ok(wire.show_records(page, pages.seal(page.next, scope), seen_whole=sees))
