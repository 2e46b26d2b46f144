"""Tests of messages on the wire."""

from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from msgspec import Meta

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import MESSAGE_TEST
from promenade.contracts.languages import Language
from promenade.contracts.messages import VariableName, VariableValue
from promenade.kit.decoding import Strict, View, show
from promenade.kit.http.routes import Call, Reply, accepted
from promenade.kit.ids import Id
from promenade.outreach.delivery.model.testing import MessageTest
from promenade.outreach.delivery.service.testing import Ask


class MessageTestBody(Strict, frozen=True):
    """By what was approved of the template. With a campaign its variables fill it, and examples of
    the template what its trigger brings, where `variables` has no others: to see one variant, name
    its template."""

    template_id: Id
    campaign_id: Id | None = None
    language: Language | None = None
    variables: Annotated[dict[VariableName, VariableValue], Meta(max_length=60)] = {}  # noqa: RUF012


class MessageTestView(View, frozen=True):
    """In the `language` that the template has; what became of it is told where Location leads."""

    id: str
    template_id: str
    template_version: int
    campaign_id: str | None
    channel: Channel
    language: str
    at: datetime


def read_ask(call: Call[MessageTestBody, None]) -> Ask:
    body = call.body
    return Ask(
        id=call.new_id("message_test"),
        member=call.caller.id,
        template_id=body.template_id,
        campaign_id=body.campaign_id,
        language=body.language,
        variables=body.variables,
    )


def show_test(test: MessageTest, caller: str) -> Reply:
    log = f"/customers/{quote(caller, safe='')}/messages?campaign={MESSAGE_TEST}"
    return accepted(log, show(test, MessageTestView))
