"""Messages as people get them: sent on the local cloud, read there, and their links opened."""

import hashlib
import json
import re
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from infra.local.api import Answer, Api
from infra.local.callers import Callers, staff_email
from infra.local.stack import Stack

SALE = "https://shop.example/sale"
WHO = "message-reader"
ACCOUNTS: dict[str, dict[str, Any]] = {
    "email": {"kind": "ses", "sender": "news@shop.example", "sender_name": "Lantern"},
    "sms": {"kind": "sns", "sign": "Lantern"},
}
TEXTS: dict[str, dict[str, str]] = {
    "email": {
        "subject": "Spring sale",
        "text": f"Hi {{{{name}}}}, see {{{{link:{SALE}}}}}",
        "html": f'<body><a href="{{{{link:{SALE}}}}}">Sale</a></body>',
    },
    "sms": {"text": f"Lantern: {{{{link:{SALE}}}}} STOP to opt out"},
}


def noon_zone() -> str:
    """One where nobody sleeps now."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@pytest.fixture(scope="module")
def said(api: Api, callers: Callers, stack: Stack) -> Callable[..., Answer]:
    tokens = {name: callers.staff(staff_email(name)) for name in ("owner", "marketer", "support")}
    tokens["client"] = callers.storefront()
    stack.client("ses").verify_email_identity(EmailAddress="news@shop.example")

    def say(who: str, route: str, body: Any = None, version: int = 0) -> Answer:
        key = {"If-Match": f'"{version}"', "Idempotency-Key": f"e2e-{hash_of(body)}"}
        headers = key if version else {"Idempotency-Key": key["Idempotency-Key"]}
        answer = api.call(route, body, token=tokens[who], headers=headers)
        assert answer.status < 300, (route, answer.raw)
        return answer

    person = {
        "customer": WHO, "name": "Ada", "language": "en", "zone": noon_zone(), "country": "GB",
        "contacts": [
            {"kind": "email", "value": "ada@example.com"},
            {"kind": "phone", "value": "+447700900123"},
        ],
    }  # fmt: skip
    say("client", "POST /profiles", person)
    common = {"purpose": "marketing", "state": "given", "wording": "Yes.", "wording_version": "1"}
    given = {**common, "given_at": "2026-01-04T10:00:00Z", "locale": "en"}
    consents = [{**given, "channel": channel} for channel in ACCOUNTS]
    say("support", f"PUT /customers/{WHO}/consents", {"consents": consents, "source": "form"})
    return say


def hash_of(body: Any) -> str:
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()[:16]


def approved(channel: str, say: Callable[..., Answer]) -> str:
    account = {"name": channel, "currency": "USD", "unit_cost_micros": 100}
    added = say("owner", "POST /channel-accounts", {**account, "provider": ACCOUNTS[channel]})
    draft = {
        "name": channel, "channel": channel, "purpose": "marketing", "default_locale": "en",
        "accounts": [{"account_id": added.body["id"]}], "texts": {"en": TEXTS[channel]},
        "variables": {"name": {"example": "Ada"}} if channel == "email" else {},
    }  # fmt: skip
    path = f"/message-templates/{say('marketer', 'POST /message-templates', draft).body['id']}"
    say("marketer", f"POST {path}/submit", version=1)
    say("owner", f"POST {path}/decisions", {"decision": "approve"}, version=2)
    return path.rpartition("/")[2]


def send(channel: str, template: str, stack: Stack) -> None:
    request = {
        "id": f"e2e-{channel}#1", "campaign": "e2e", "step": "first", "channel": channel,
        "purpose": "marketing", "choices": [{"variant": "only", "template_id": template}],
        "customers": [WHO], "variables": {"name": "Ada"},
    }  # fmt: skip
    queue = stack.outputs["Messaging.DeliveryRequestsQueueUrl"]
    stack.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(request))


def inbox(stack: Stack, path: str) -> str:
    with urllib.request.urlopen(f"{stack.cloud.endpoint}/_ministack/{path}", timeout=5) as answer:
        return str(answer.read().decode())


def links(text: str, stack: Stack) -> dict[str, str]:
    """By what they are for; their paths."""
    found = re.findall(rf"{re.escape(stack.base_url)}(/[a-z]+)(/[A-Za-z0-9_./-]+)", text)
    return {kind.strip("/"): kind + rest for kind, rest in found}


def test_a_mail_is_read_its_links_lead_on_and_one_click_ends_it(
    said: Callable[..., Answer], api: Api, stack: Stack, eventually: Callable[..., Any]
) -> None:
    send("email", approved("email", said), stack)
    told = eventually(
        lambda: found if "ada@example.com" in (found := inbox(stack, "ses/messages")) else None
    )
    assert "Spring sale" in told
    found = links(told, stack)
    assert sorted(found) == ["l", "o", "unsubscribe"]
    assert api.call(f"GET {found['l']}").headers["Location"] == SALE
    assert api.call(f"GET {found['o']}").headers["Content-Type"] == "image/gif"
    assert api.call(f"GET {found['unsubscribe']}").status == 200
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"List-Unsubscribe=One-Click"
    assert api.call(f"POST {found['unsubscribe']}", body, headers=form).status == 200
    consents = said("support", f"GET /customers/{WHO}/consents").body["consents"]
    asked = [each for each in consents if each["purpose"] == "marketing"]
    states = {each["channel"]: each["state"] for each in asked}
    assert (states["email"], states["sms"]) == ("withdrawn", "given")


def test_an_sms_is_read_and_its_link_leads_on(
    said: Callable[..., Answer], api: Api, stack: Stack, eventually: Callable[..., Any]
) -> None:
    send("sms", approved("sms", said), stack)
    told = eventually(
        lambda: found if "447700900123" in (found := inbox(stack, "sns/sms-messages")) else None
    )
    (link,) = links(told, stack).values()
    assert api.call(f"GET {link}").headers["Location"] == SALE
