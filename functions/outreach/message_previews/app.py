"""HTTP surface of how messages look, and what they cost."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.tracking import as_long_as_a_link
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.channel.service import templates
from promenade.outreach.channel.service.ports import Doors
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.store.templates import DynamoTemplateStore
from promenade.outreach.channel.wire import previews

app = api("message_previews", ACCESS, PATHS)
doors = Doors(DynamoAccountStore(), DynamoTemplateStore())
link = as_long_as_a_link(setting("API_BASE_URL"))


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
    return ok(previews.show_preview(found.terms, account, call.body.variables, link))
