"""HTTP surface of the audit trail."""

from promenade.base.audit import service, wire
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
    second_factor=True,
    query=wire.AuditQuery,
    answers={200: wire.AuditRecordPage},
)
def list_records(call: Call[None, wire.AuditQuery]) -> Reply:
    """List what was done to one thing or by one member of staff, newest first, or one chain.

    A chain is told from its start."""
    wanted = wire.read_query(call.query, shop)
    scope = f"audit of {wanted}"
    after = pages.open(call.query.cursor, scope)
    page = service.list_lines(wanted, call.query.limit, after, store)
    sees = call.caller.may(Permission.PERSONAL_READ)
    return ok(wire.show_lines(page, pages.seal(page.next, scope), seen_whole=sees))
