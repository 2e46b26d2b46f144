"""Accounts over HTTP: owners manage them, marketers see them, nobody sees a secret."""

import pytest

from tests.support.callers import MARKETER, OWNER, SUPPORT
from tests.support.channels import SNS, added
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.relaying import relayed


def test_only_owners_add_and_change_accounts(gateway: Gateway) -> None:
    id_, before = added(gateway), dump()
    path = f"/channel-accounts/{id_}"
    assert gateway.call("POST /channel-accounts", SNS, caller=MARKETER).status == 403
    assert gateway.call(f"PUT {path}", SNS, caller=MARKETER, version=1).status == 403
    assert gateway.call("GET /channel-accounts", caller=SUPPORT).status == 403
    assert dump() == before
    edited = gateway.call(f"PUT {path}", {**SNS, "is_on": False}, caller=OWNER, version=1)
    assert (edited.status, edited.json["is_on"], edited.json["version"]) == (200, False, 2)
    told = [each["detail-type"] for each in relayed().events]
    assert told == ["ChannelAccountAdded", "ChannelAccountChanged"]


def test_where_receipts_come_in_is_shown_to_owners_alone(gateway: Gateway) -> None:
    made = gateway.call("POST /channel-accounts", SNS, caller=OWNER).json
    path, shown = f"/channel-accounts/{made['id']}", made["receipts_path"]
    assert shown.startswith(f"{path}/receipts?token=")
    assert gateway.call(f"GET {path}", caller=OWNER).json["receipts_path"] == shown
    edited = gateway.call(f"PUT {path}", {**SNS, "is_on": False}, caller=OWNER, version=1)
    assert edited.json["receipts_path"] == shown
    (listed,) = gateway.call("GET /channel-accounts", caller=OWNER).json["items"]
    assert listed["receipts_path"] is None
    assert gateway.call(f"GET {path}", caller=MARKETER).json["receipts_path"] is None
    assert shown.partition("=")[2] not in str(dump())


@pytest.mark.parametrize(
    ("provider", "pointer"),
    [
        ({"kind": "alibaba", "sign": "灯笼", "secret": "LTAI5tKey+secret/"}, "/provider/secret"),
        ({"kind": "webhook", "url": "http://shop.example/", "secret": "a"}, "/provider/url"),
        ({"kind": "webhook", "url": "https://a:b@c.example/", "secret": "a"}, "/provider/url"),
        ({"kind": "webhook", "url": 'https://c.example/"', "secret": "a"}, "/provider/url"),
        ({"kind": "webhook", "url": "https://8.8.8.8/", "secret": "a"}, "/provider/url"),
        ({"kind": "ses", "sender": "a@-b.cn", "sender_name": "A"}, "/provider/sender"),
        (
            {"kind": "ses", "sender": "a@b.cn\r\nBcc: x@y.cn", "sender_name": "A"},
            "/provider/sender",
        ),
        ({"kind": "ses", "sender": "a..b@shop.example", "sender_name": "A"}, "/provider/sender"),
        ({"kind": "ses", "sender": ".a@shop.example", "sender_name": "A"}, "/provider/sender"),
        ({"kind": "ses", "sender": "a@x..example", "sender_name": "A"}, "/provider/sender"),
        (
            {"kind": "ses", "sender": "a@b.cn", "sender_name": "Shop\r\nBcc: x@y.cn"},
            "/provider/sender_name",
        ),
        ({"kind": "sns", "sign": "a\nb"}, "/provider/sign"),
        ({"kind": "sns", "sign": "】【x"}, "/provider/sign"),
        ({"kind": "alibaba", "sign": "灯【笼", "secret": "a"}, "/provider/sign"),
        ({"kind": "tencent", "sign": " x", "secret": "a", "app_id": "1"}, "/provider/sign"),
        ({"kind": "pigeon"}, "/provider/kind"),
        (
            {"kind": "ses", "sender": "a@b.cn", "sender_name": "A", "topic_arn": "receipts"},
            "/provider/topic_arn",
        ),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    gateway: Gateway, provider: dict[str, str], pointer: str
) -> None:
    before = dump()
    refused = gateway.call("POST /channel-accounts", {**SNS, "provider": provider})
    assert [each[1] for each in refused.pointers] == [pointer]
    assert dump() == before


@pytest.mark.parametrize("name", ["a\r\nb", "a\nb", "a\x00b", " "])
def test_an_account_is_called_by_one_line(gateway: Gateway, name: str) -> None:
    before = dump()
    refused = gateway.call("POST /channel-accounts", {**SNS, "name": name})
    assert [each[1] for each in refused.pointers] == ["/name"]
    assert dump() == before


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "10.1.2.3", "::1"])
def test_no_account_leads_into_a_network_of_ours(
    gateway: Gateway, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (address, 443))])
    before = dump()
    provider = {"kind": "webhook", "url": "https://hooks.example/in", "secret": "hook"}
    refused = gateway.call("POST /channel-accounts", {**SNS, "provider": provider})
    assert [each[1] for each in refused.pointers] == ["/provider/url"]
    assert dump() == before


def test_an_account_leads_to_who_is_there_for_everybody(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("8.8.8.8", 443))])
    provider = {"kind": "webhook", "url": "https://hooks.example/in", "secret": "hook"}
    assert added(gateway, provider=provider)
