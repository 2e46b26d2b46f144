"""HTTP surface of a shopper's own inbox."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, no_content, ok
from promenade.kit.paging import PageQuery
from promenade.kit.vault import Vault
from promenade.outreach.delivery.service import inbox as service
from promenade.outreach.delivery.store.inbox import DynamoInbox
from promenade.outreach.delivery.wire import views

app = api("delivery_inbox", ACCESS, PATHS)
pages, store = cursors(), DynamoInbox(Vault(setting("PROFILE_KEY_ID")))


@app.on(
    "GET /inbox",
    allow=Permission.INBOX_OWN,
    query=PageQuery,
    answers={200: views.InboxView},
    raises=(NotFound,),
)
def open_inbox(call: Call[None, PageQuery]) -> Reply:
    """Show the caller's messages of the last 90 days, newest first."""
    customer = views.shopper(call.caller)
    scope = f"inbox of {customer}"
    asked = service.Asked(customer, call.query.limit, pages.open(call.query.cursor, scope))
    found = service.open_inbox(asked, system_clock(), store)
    return ok(views.show_inbox(found, pages.seal(found.page.next, scope)))


@app.on(
    "PUT /inbox/{message_id}/read",
    allow=Permission.INBOX_OWN,
    answers={204: None},
    raises=(NotFound,),
)
def mark_message_read(call: Call[None, None]) -> Reply:
    """Count one of the caller's messages as read. Again, it changes nothing."""
    customer = views.shopper(call.caller)
    service.mark_read(customer, call.path["message_id"], system_clock(), store)
    return no_content()


@app.on(
    "DELETE /inbox/{message_id}",
    allow=Permission.INBOX_OWN,
    answers={204: None},
    raises=(NotFound,),
)
def delete_message(call: Call[None, None]) -> Reply:
    """Remove one of the caller's messages. Again, it is not found."""
    customer = views.shopper(call.caller)
    service.delete(customer, call.path["message_id"], system_clock(), store)
    return no_content()
