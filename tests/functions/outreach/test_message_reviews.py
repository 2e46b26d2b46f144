"""What is said of a message template before it goes out, over HTTP."""

from promenade.outreach.channel.reader import DynamoTemplates
from tests.support.callers import MARKETER, OWNER
from tests.support.channels import drafted
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.relaying import relayed


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
