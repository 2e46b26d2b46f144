"""Staff send themselves what people will be sent, and nobody else."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any
from unittest.mock import patch

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import Choice
from promenade.contracts.journeys import OccasionMet
from promenade.outreach.campaign.model.terms import Triggered
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.channel.wire.providers import amazon
from tests.support import campaigns, functions, staff_pool
from tests.support.callers import MARKETER, OWNER, STOREFRONT, Caller, staff
from tests.support.channels import added, drafted
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import delivered, dump, streamed, waiting
from tests.support.gateway import Answer, Gateway

SES = {"kind": "ses", "sender": "news@shop.example", "sender_name": "Lantern"}
LINK = "{{link:https://shop.example/sale}}"
TEXT = {"text": f"Hi {{{{name}}}}: {LINK}", "subject": "Sale", "html": f"<p>{LINK}</p>"}
MIDNIGHT = SAMPLE_TIME.replace(hour=16)
"""In Shanghai."""

Sent = list[tuple[str, Mapping[str, Any]]]


@pytest.fixture
def sent() -> Iterator[Sent]:
    """What Amazon was asked to send."""
    heard: Sent = []

    def take(_service: str, operation: str, asked: Mapping[str, Any]) -> dict[str, str]:
        heard.append((operation, asked))
        return {"MessageId": f"p-{len(heard)}"}

    with patch.object(amazon, "ask_aws_once", take):
        yield heard


def approved(gateway: Gateway, **other: Any) -> str:
    """The id of a template that somebody else approved."""
    path = drafted(gateway, **other)
    gateway.call(f"POST {path}/submit", caller=MARKETER, version=1)
    done = gateway.call(f"POST {path}/decisions", {"decision": "approve"}, version=2)
    assert done.status == 200, done.text
    return path.rpartition("/")[2]


def mail(gateway: Gateway) -> str:
    accounts = [{"account_id": added(gateway, name="SES", provider=SES)}]
    return approved(gateway, channel="email", accounts=accounts, texts={"en": TEXT})


def ask(
    gateway: Gateway, template_id: str, by: Caller = MARKETER, key: str | None = None, **more: Any
) -> Answer:
    body = {"template_id": template_id, "variables": {"name": "Li"}, **more}
    return gateway.call("POST /message-tests", body, caller=by, key=key)


def deliver() -> None:
    answer = functions.invoke("delivery_send", delivered("delivery-requests"))
    assert answer == {"batchItemFailures": []}


def log(gateway: Gateway, asked: Answer) -> list[Any]:
    """Where the answer leads."""
    path, _, campaign = asked.headers["location"].partition("?campaign=")
    found = gateway.call(f"GET {path}", query={"campaign": campaign}, caller=MARKETER)
    return [(each["customer"], each["outcome"], each["reason"]) for each in found.json["items"]]


def read(asked: Mapping[str, Any]) -> Message:
    return message_from_bytes(asked["RawMessage"]["Data"], policy=default)


def body_of(message: Any, kind: str) -> str:
    return str(message.get_body((kind,)).get_content()).strip()


def test_a_mail_goes_to_who_asks_alone_marked_at_night_and_links_as_they_stand(
    gateway: Gateway, sent: Sent
) -> None:
    template_id = mail(gateway)
    with standing(MIDNIGHT):
        asked = ask(gateway, template_id)
        deliver()
    assert asked.status == 202
    ((operation, told),) = sent
    assert (operation, told["Destinations"]) == ("send_raw_email", ["maria@shop.example"])
    message = read(told)
    assert (message["To"], message["Subject"]) == ("maria@shop.example", "[test] Sale")
    assert message["List-Unsubscribe"] is None
    assert body_of(message, "plain") == "Hi Li: https://shop.example/sale"
    assert body_of(message, "html") == "<p>https://shop.example/sale</p>"
    assert log(gateway, asked) == [("staff:maria", "sent", "")]


def test_it_is_of_no_effect_no_cap_and_no_set_of_links(gateway: Gateway, sent: Sent) -> None:
    template_id = mail(gateway)
    for _ in range(3):
        ask(gateway, template_id)
        deliver()
    assert len(sent) == 3
    facts = [each["dynamodb"]["NewImage"].get("fact", {}).get("S") for each in streamed()]
    assert facts.count("MessageTestAsked") == 3
    assert "MessagesHandled" not in facts
    assert dump()["promenade-tracking"] == []


def test_where_it_goes_is_sealed_on_its_way(gateway: Gateway, sent: Sent) -> None:
    ask(gateway, mail(gateway))
    stored, (record,) = dump(), delivered("delivery-requests")["Records"]
    assert "maria@shop" not in f"{stored}{record}"
    assert functions.invoke("delivery_send", {"Records": [record]}) == {"batchItemFailures": []}
    assert sent[0][1]["Destinations"] == ["maria@shop.example"]
    assert "maria@shop" not in str(dump())


def test_an_sms_goes_to_the_confirmed_phone_in_the_words_that_people_will_read(
    gateway: Gateway, sent: Sent
) -> None:
    ask(gateway, approved(gateway), language="en")
    deliver()
    ((operation, told),) = sent
    assert (operation, told["PhoneNumber"]) == ("publish", "+8613812345678")
    assert told["Message"] == "Lantern: hi Li! https://shop.example/sale STOP to opt out"


def test_a_call_that_comes_again_is_sent_once(gateway: Gateway, sent: Sent) -> None:
    template_id = mail(gateway)
    first = ask(gateway, template_id, key="message-test-1")
    deliver()
    again = ask(gateway, template_id, key="message-test-1")
    deliver()
    assert (again.status, again.json) == (202, first.json)
    assert len(sent) == 1


def test_an_address_that_bounced_is_sent_no_test_either(gateway: Gateway, sent: Sent) -> None:
    template_id = mail(gateway)
    body = {"channel": "email", "reason": "hard_bounce", "address": "MARIA@shop.example"}
    gateway.call("POST /suppressions", body, caller=STOREFRONT)
    asked = ask(gateway, template_id)
    deliver()
    ((_, outcome, _),) = log(gateway, asked)
    assert (outcome, sent) == ("address_suppressed", [])


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (OWNER, "Your staff account has no verified e-mail address: verify one first."),
        (
            staff("gone", "marketer"),
            "Your staff account has no verified e-mail address: verify one first.",
        ),
    ],
)
def test_who_has_no_verified_address_is_told_and_nothing_moves(
    gateway: Gateway, by: Caller, told: str
) -> None:
    template_id = mail(gateway)
    before = dump()
    refused = ask(gateway, template_id, by)
    assert (refused.status, refused.json["code"]) == (422, "no_verified_address")
    assert refused.json["detail"] == told
    assert dump() == before


def test_who_confirmed_no_phone_is_told_and_nothing_moves(gateway: Gateway) -> None:
    template_id = approved(gateway)
    before = dump()
    refused = ask(gateway, template_id, OWNER)
    told = "Your staff account has no confirmed phone number: confirm one first."
    assert (refused.status, refused.json["detail"]) == (422, told)
    assert dump() == before


def test_a_channel_that_reaches_no_staff_is_told_and_nothing_moves(gateway: Gateway) -> None:
    accounts = [{"account_id": added(gateway, name="Inbox", provider={"kind": "in_app"})}]
    texts = {"en": {"text": "Hi {{name}}"}}
    template_id = approved(gateway, channel="in_app", accounts=accounts, texts=texts)
    before = dump()
    refused = ask(gateway, template_id)
    told = "Tests are sent by e-mail and by SMS alone."
    assert (refused.status, refused.json["detail"]) == (422, told)
    assert refused.json["code"] == "no_tests_by_channel"
    assert dump() == before


def test_a_draft_is_sent_to_nobody(gateway: Gateway) -> None:
    template_id = drafted(gateway).rpartition("/")[2]
    before = dump()
    refused = ask(gateway, template_id)
    assert (refused.status, refused.json["code"]) == (422, "template_unsendable")
    assert dump() == before


def test_a_variable_without_a_value_is_told_and_nothing_moves(gateway: Gateway) -> None:
    template_id = mail(gateway)
    before = dump()
    refused = ask(gateway, template_id, variables={})
    assert (refused.status, refused.json["variable"]) == (422, "name")
    assert dump() == before


def test_a_variable_that_would_show_a_place_to_fill_is_refused_and_nothing_moves(
    gateway: Gateway,
) -> None:
    template_id = mail(gateway)
    before = dump()
    refused = ask(gateway, template_id, variables={"name": "{{name}}"})
    assert refused.pointers == [("body", "/variables/name", "wrong_value")]
    assert dump() == before


def test_the_twenty_first_of_a_day_is_refused_and_nothing_moves(gateway: Gateway) -> None:
    template_id = mail(gateway)
    with standing():
        assert [ask(gateway, template_id).status for _ in range(20)] == [202] * 20
        before = dump()
        refused = ask(gateway, template_id)
        assert (refused.status, refused.json["code"]) == (429, "too_many")
        assert dump() == before
        with patch.dict(staff_pool.MEMBERS, {"olga": staff_pool.MEMBERS["maria"]}):
            assert ask(gateway, template_id, OWNER).status == 202
    with standing(SAMPLE_TIME + timedelta(days=1)):
        assert ask(gateway, template_id).status == 202


def test_a_campaign_fills_its_variants_and_no_other_template(gateway: Gateway, sent: Sent) -> None:
    mine, other = mail(gateway), approved(gateway)
    plan = campaigns.one_off(channel=Channel.EMAIL, choices=(Choice("plain", mine),))
    made = campaigns.campaign(plan=plan, variables={"name": "neighbour"})
    DynamoCampaignStore().add(made, campaigns.by("staff:maria", "draft"))
    ask(gateway, mine, campaign_id=campaigns.ID, variables={})
    deliver()
    assert body_of(read(sent[0][1]), "plain") == "Hi neighbour: https://shop.example/sale"
    before = dump()
    refused = ask(gateway, other, campaign_id=campaigns.ID)
    assert (refused.status, refused.json["code"]) == (422, "not_of_campaign")
    unknown = ask(gateway, mine, campaign_id="campaign_2")
    assert (unknown.status, unknown.json["code"]) == (404, "not_found")
    assert dump() == before


def test_examples_stand_for_what_the_trigger_of_a_campaign_brings(
    gateway: Gateway, sent: Sent
) -> None:
    mine = mail(gateway)
    plan = Triggered(OccasionMet("flash_sale_soon"), Channel.EMAIL, (Choice("plain", mine),))
    made = campaigns.campaign(plan=plan)
    DynamoCampaignStore().add(made, campaigns.by("staff:maria", "draft"))
    ask(gateway, mine, campaign_id=campaigns.ID, variables={})
    ask(gateway, mine, campaign_id=campaigns.ID, variables={"name": "the lantern fair"})
    deliver()
    assert [body_of(read(each[1]), "plain") for each in sent] == [
        "Hi Ada: https://shop.example/sale",
        "Hi the lantern fair: https://shop.example/sale",
    ]


def test_the_trail_tells_who_sent_themselves_what(gateway: Gateway) -> None:
    asked = ask(gateway, mail(gateway))
    (record,) = [
        each["dynamodb"]["NewImage"]
        for each in streamed()
        if each["dynamodb"]["NewImage"].get("fact", {}).get("S") == "MessageTestAsked"
    ]
    assert record["actor"]["S"] == "staff:maria"
    assert record["pk"]["S"] == f"TEST#{asked.json['id']}"
    assert waiting("delivery-requests") == 1
