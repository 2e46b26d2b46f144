"""How many want no more advertising by a campaign's messages, whatever way they say so."""

from typing import Any

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import MessagesHandled, RecipientStopped, SentTo
from tests.support.callers import ANALYST, STOREFRONT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.effects import SPRING
from tests.support.facts import batch, told
from tests.support.flash_shop import queued
from tests.support.functions import invoke
from tests.support.gateway import Gateway
from tests.support.relaying import relayed

FORM = {"content-type": "application/x-www-form-urlencoded"}
ONE_CLICK = "List-Unsubscribe=One-Click"


def send() -> None:
    """To ada one variant and to bo another; chen is held out."""
    fact = MessagesHandled(
        campaign=SPRING,
        step="mail",
        entry="",
        channel=Channel.EMAIL,
        request_id="r-1",
        at=SAMPLE_TIME,
        sent=(SentTo("a", ("ada",)), SentTo("b", ("bo",))),
        held_out=("chen",),
    )
    invoke("tracking_follow", batch(told("delivery", "MessagesHandled", "r-1@2", fact)))


def press(gateway: Gateway, customer: str, campaign: str = SPRING, body: str = ONE_CLICK) -> None:
    asked = {"channel": "email", "campaign": campaign}
    made = gateway.call(f"POST /customers/{customer}/unsubscribe-links", asked, caller=STOREFRONT)
    page = "" if body == ONE_CLICK else "/preferences"
    path = made.json["path"] + page
    answer = gateway.call(f"POST {path}", body.encode(), caller=None, headers=FORM)
    assert answer.status == 200


def stop(customer: str) -> None:
    fact = RecipientStopped(Channel.SMS, "d" * 32, SAMPLE_TIME, customer, SPRING, "mail")
    invoke("consent_receipts", batch(told("delivery", "RecipientStopped", "stop@1", fact)))


def hear() -> None:
    """All that was said of consent, twice."""
    events = [each for each in relayed().events if each["detail-type"] == "ConsentChanged"]
    assert invoke("tracking_follow", queued(events * 2)) == {"batchItemFailures": []}


def counts(gateway: Gateway) -> tuple[int, dict[str, int], int]:
    """Of all treated people, of each variant, and of those held out."""
    found: Any = gateway.call(f"GET /campaigns/{SPRING}/effect", caller=ANALYST).json
    name = "unsubscribed_count"
    variants = {each["variant"]: each["funnel"][name] for each in found["variants"]}
    return found["treated"][name], variants, found["held_out"][name]


@pytest.mark.parametrize("is_late", [False, True])
def test_each_way_counts_once_for_the_variant_that_was_sent(
    gateway: Gateway, is_late: bool
) -> None:
    with standing():
        if not is_late:
            send()
        press(gateway, "ada")
        press(gateway, "ada", body="channel=all")
        stop("bo")
        hear()
        if is_late:
            send()
        assert counts(gateway) == (2, {"a": 1, "b": 1}, 0)
        asked = {"campaigns": SPRING}
        (row,) = gateway.call("GET /campaign-effects", caller=ANALYST, query=asked).json["items"]
        assert row["unsubscribed_count"] == 2


def test_who_was_never_in_the_campaign_or_left_another_one_counts_nothing(
    gateway: Gateway,
) -> None:
    with standing():
        send()
        press(gateway, "stranger")
        press(gateway, "ada", campaign="campaign_other")
        hear()
        assert counts(gateway) == (0, {"a": 0, "b": 0}, 0)


def test_what_is_said_past_any_message_counts_nothing_and_writes_nothing(gateway: Gateway) -> None:
    with standing():
        send()
        press(gateway, "ada")
        before = dump()["promenade-tracking"]
        withdrawn = {"channel": "sms", "purpose": "marketing", "before": None, "state": "withdrawn"}
        events = [each for each in relayed().events if each["detail-type"] == "ConsentChanged"]
        events[0]["detail"]["data"]["changes"] = [withdrawn]
        assert invoke("tracking_follow", queued(events)) == {"batchItemFailures": []}
    assert dump()["promenade-tracking"] == before
