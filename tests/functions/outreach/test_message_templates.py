"""Message templates over HTTP: drafted, previewed, approved by somebody else."""

from typing import Any

from promenade.outreach.channel.reader import DynamoTemplates
from tests.support.callers import MARKETER, OWNER
from tests.support.channels import SMS, added
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.relaying import relayed


def drafted(gateway: Gateway, **other: Any) -> str:
    body = {**SMS, "accounts": [{"account_id": added(gateway)}], **other}
    made = gateway.call("POST /message-templates", body, caller=MARKETER)
    assert made.status == 201, made.text
    return f"/message-templates/{made.json['id']}"


def test_a_message_goes_out_when_somebody_else_approved_it(gateway: Gateway) -> None:
    path = drafted(gateway)
    id_ = path.rpartition("/")[2]
    assert gateway.call(f"POST {path}/submit", caller=MARKETER, version=1).status == 200
    decisions = f"POST {path}/decisions"
    own = gateway.call(decisions, {"decision": "approve"}, caller=MARKETER, version=2)
    assert (own.status, own.json["code"]) == (403, "self_approval")
    assert DynamoTemplates().of([id_]) == {}
    approved = gateway.call(decisions, {"decision": "approve"}, caller=OWNER, version=2)
    assert approved.json["approved"]["version"] == 1
    found = DynamoTemplates().of([id_])[id_]
    assert found.targets == ("https://shop.example/sale",)
    content = found.render("zh-CN", {"name": "小明"}, lambda _: "https://s.example/1")
    assert content.text.clear == "Lantern 小明，春季特卖 https://s.example/1 拒收请回复R"
    told = [each["detail-type"].removeprefix("MessageTemplate") for each in relayed().events]
    assert told == ["ChannelAccountAdded", "Drafted", "Submitted", "Approved"]


def test_a_rejection_says_why(gateway: Gateway) -> None:
    path = drafted(gateway)
    gateway.call(f"POST {path}/submit", caller=MARKETER, version=1)
    before, decisions = dump(), f"POST {path}/decisions"
    refused = gateway.call(decisions, {"decision": "reject"}, version=2)
    assert refused.pointers == [("body", "/reason", "missing")]
    assert dump() == before
    sent_back = {"decision": "reject", "reason": "Too loud"}
    assert gateway.call(decisions, sent_back, version=2).json["status"] == "rejected"


def test_everything_wrong_with_a_text_is_told_at_once(gateway: Gateway) -> None:
    account = added(gateway)
    before = dump()
    body = {
        **SMS,
        "accounts": [{"account_id": account}],
        "texts": {"fr": {"text": "{{nom}} {{", "subject": "x"}},
    }
    refused = gateway.call("POST /message-templates", body, caller=MARKETER)
    assert [each[1:] for each in refused.pointers] == [
        ("/texts/fr/text", "broken_placeholder"),
        ("/default_locale", "no_default_text"),
        ("/texts/fr/subject", "not_of_channel"),
    ]
    assert dump() == before


def test_a_preview_tells_length_cost_and_what_is_missing(gateway: Gateway) -> None:
    path = drafted(gateway)
    shown = gateway.call(f"POST {path}/previews", {"variables": {"age": "7"}}, caller=MARKETER).json
    assert (shown["missing"], shown["unknown"]) == (["name"], ["age"])
    english, chinese = shown["messages"]
    assert english["text"] == "Lantern: hi Ada! https://shop.example/sale STOP to opt out"
    assert english["sms"] == {"encoding": "gsm7", "length": 58, "segments": 1}
    assert (chinese["sms"]["encoding"], chinese["cost_micros"]) == ("ucs2", 6_450)


def test_a_mail_is_previewed_with_its_values_escaped(gateway: Gateway) -> None:
    ses = {"kind": "ses", "sender": "news@shop.example", "sender_name": "Lantern"}
    account = added(gateway, provider=ses)
    text = {"text": "Hi {{name}}", "subject": "For {{name}}", "html": "<p>{{name}}</p>"}
    path = drafted(gateway, channel="email", accounts=[{"account_id": account}], texts={"en": text})
    body = {"variables": {"name": "<b>&"}}
    shown = gateway.call(f"POST {path}/previews", body, caller=MARKETER).json["messages"][0]
    assert (shown["html"], shown["subject"]) == ("<p>&lt;b&gt;&amp;</p>", "For <b>&")
    assert shown["sms"] is None


def test_a_template_stays_of_its_channel(gateway: Gateway) -> None:
    path = drafted(gateway)
    webhook = {"kind": "webhook", "url": "https://hooks.example/in", "secret": "hooks"}
    body = {
        **SMS,
        "channel": "webhook",
        "accounts": [{"account_id": added(gateway, provider=webhook)}],
    }
    before = dump()
    refused = gateway.call(f"PUT {path}", body, caller=MARKETER, version=1)
    assert refused.pointers == [("body", "/channel", "other_channel")]
    assert dump() == before
