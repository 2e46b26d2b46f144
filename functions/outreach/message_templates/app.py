"""HTTP surface of message templates."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.outreach.channel.service import templates
from promenade.outreach.channel.service.ports import Doors
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.store.templates import DynamoTemplateStore
from promenade.outreach.channel.wire import previews
from promenade.outreach.channel.wire import templates as wire

app = api("message_templates", ACCESS, PATHS)
pages = cursors()
doors = Doors(DynamoAccountStore(), DynamoTemplateStore())


@app.on(
    "POST /message-templates",
    allow=Permission.MESSAGE_WRITE,
    body=wire.TemplateBody,
    idempotent=True,
    max_body_bytes=wire.MAX_BYTES,
    answers={201: wire.MessageTemplateView},
    raises=(Conflict,),
)
def draft_message_template(call: Call[wire.TemplateBody, None]) -> Reply:
    """Draft a message; nothing is sent by it before somebody else approves it."""
    terms, id_ = wire.read_terms(call.body), call.new_id("message_template")
    made = templates.draft(id_, terms, call.stamp(system_clock), doors)
    return created(f"/message-templates/{id_}", wire.show_template(made), version=made.version)


@app.on(
    "GET /message-templates",
    allow=Permission.MESSAGE_READ,
    query=wire.TemplateQuery,
    answers={200: wire.MessageTemplatePage},
)
def list_message_templates(call: Call[None, wire.TemplateQuery]) -> Reply:
    """List the message templates of a channel, by status."""
    query, scope = call.query, f"message templates {call.query.filter()}"
    after = pages.open(query.cursor, scope)
    page = doors.templates.list_by(query.filter(), query.limit, after)
    return ok(wire.show_page(page, pages.seal(page.next, scope)))


@app.on(
    "GET /message-templates/{message_template_id}",
    allow=Permission.MESSAGE_READ,
    answers={200: wire.MessageTemplateView},
    raises=(NotFound,),
)
def get_message_template(call: Call[None, None]) -> Reply:
    """Show one message template as it is now."""
    found = templates.get(call.path["message_template_id"], doors)
    return ok(wire.show_template(found), version=found.version)


@app.on(
    "PUT /message-templates/{message_template_id}",
    allow=Permission.MESSAGE_WRITE,
    body=wire.TemplateBody,
    versioned=True,
    max_body_bytes=wire.MAX_BYTES,
    answers={200: wire.MessageTemplateView},
    raises=(NotFound, Stale),
)
def edit_message_template(call: Call[wire.TemplateBody, None]) -> Reply:
    """Give a template other terms, to be reviewed; what was approved goes out meanwhile."""
    change, terms = wire.read_change(call, system_clock), wire.read_terms(call.body)
    edited = templates.edit(change, terms, doors)
    return ok(wire.show_template(edited), version=edited.version)


@app.on(
    "POST /message-templates/{message_template_id}/previews",
    allow=Permission.MESSAGE_READ,
    body=previews.PreviewBody,
    answers={200: previews.PreviewView},
    raises=(NotFound,),
)
def preview_message(call: Call[previews.PreviewBody, None]) -> Reply:
    """Show the message as a person would be sent it, in every language, and what it costs."""
    found = templates.get(call.path["message_template_id"], doors)
    account = templates.first_account(found.terms, doors)
    return ok(previews.show_preview(found.terms, account, call.body.variables))
