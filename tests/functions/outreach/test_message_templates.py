"""Message templates over HTTP: drafted and edited."""

import pytest

from tests.support.callers import MARKETER
from tests.support.channels import SMS, added, drafted
from tests.support.cloud import dump
from tests.support.gateway import Gateway


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


def test_a_template_stays_of_its_channel(gateway: Gateway) -> None:
    path = drafted(gateway)
    inbox = added(gateway, provider={"kind": "in_app"})
    body = {**SMS, "channel": "in_app", "accounts": [{"account_id": inbox}]}
    before = dump()
    refused = gateway.call(f"PUT {path}", body, caller=MARKETER, version=1)
    assert refused.pointers == [("body", "/channel", "other_channel")]
    assert dump() == before


@pytest.mark.parametrize("name", ["a\r\nb", "a\nb", "a\tb", " "])
def test_a_template_is_called_by_one_line(gateway: Gateway, name: str) -> None:
    account = added(gateway)
    before = dump()
    body = {**SMS, "accounts": [{"account_id": account}], "name": name}
    refused = gateway.call("POST /message-templates", body, caller=MARKETER)
    assert [each[1] for each in refused.pointers] == ["/name"]
    assert dump() == before


def test_a_subject_is_one_line(gateway: Gateway) -> None:
    ses = {"kind": "ses", "sender": "news@shop.example", "sender_name": "Lantern"}
    account = added(gateway, provider=ses)
    text = {"text": "Hi {{name}}", "subject": "Sale\r\nBcc: eve@evil.example"}
    body = {
        **SMS,
        "channel": "email",
        "accounts": [{"account_id": account}],
        "texts": {"en": text},
    }
    before = dump()
    refused = gateway.call("POST /message-templates", body, caller=MARKETER)
    assert refused.pointers == [("body", "/texts/en/subject", "wrong_value")]
    assert dump() == before
