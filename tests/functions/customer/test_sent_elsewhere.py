"""Messages that a shop sends by means of its own: what comes by their links is told apart."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.contracts.deliveries import MessagesHandled, SentTo
from promenade.contracts.profiles import ProfileChanged
from tests.support.callers import ANALYST, MARKETER
from tests.support.campaigns import draft
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import delivered, dump
from tests.support.effects import SPRING
from tests.support.facts import batch, order, recorded, told
from tests.support.flash_shop import queued
from tests.support.functions import invoke
from tests.support.gateway import Gateway
from tests.support.relaying import relayed
from tests.support.tracking import BROWSER, HOME

HOUR = timedelta(hours=1)
LINKS: dict[str, Any] = {
    "id": "by hand",
    "campaign": SPRING,
    "step": "mail",
    "channel": "email",
    "people": [{"customer": "ada", "variant": "a"}],
    "targets": [HOME],
    "sent_at": (SAMPLE_TIME - HOUR).isoformat(),
}
CHINESE = {"accept-language": "zh-CN"}


@pytest.fixture(autouse=True)
def _campaign(gateway: Gateway) -> None:
    draft(SPRING, {"mail": ("a", "b")})


def follow_links(gateway: Gateway) -> None:
    """Ada does, as a person would, and all is told to who counts it, twice."""
    answer = gateway.call("POST /link-sets", LINKS, caller=MARKETER)
    (link,) = answer.json["items"]
    gateway.call(f"GET {link['path']}", caller=None, headers={"user-agent": BROWSER})
    invoke("tracking_judge", delivered("tracking-touches"))
    events = [each for each in relayed().events if each["detail-type"] == "LinkFollowed"]
    assert [each["detail"]["data"]["is_sent_elsewhere"] for each in events] == [True]
    invoke("tracking_follow", queued(events * 2))


def buy(number: str = "A-1", customer: str = "ada") -> None:
    at = SAMPLE_TIME + HOUR
    bought = order(number, customer=customer, placed_at=at, paid_at=at, source="web")
    invoke("tracking_credit", batch(recorded(bought)))


def send_to_ada() -> None:
    """By the gate."""
    fact = MessagesHandled(
        campaign=SPRING,
        step="mail",
        entry="",
        channel="email",  # type: ignore[arg-type]
        request_id="r-1",
        at=SAMPLE_TIME - HOUR,
        sent=(SentTo("b", ("ada",)),),
    )
    invoke("tracking_follow", batch(told("delivery", "MessagesHandled", "r-1@2", fact)))


def effect(gateway: Gateway) -> Any:
    return gateway.call(f"GET /campaigns/{SPRING}/effect", caller=ANALYST).json


def test_who_was_never_in_a_campaign_moves_none_of_its_numbers(gateway: Gateway) -> None:
    with standing():
        follow_links(gateway)
        buy()
        found = effect(gateway)
        asked = {"campaigns": SPRING}
        compared = gateway.call("GET /campaign-effects", caller=ANALYST, query=asked).json
    counts = {name: n for name, n in found["treated"].items() if name.endswith("_count")}
    assert set(counts.values()) == {0}
    assert (found["variants"], found["money"], found["credits"], found["gains"]) == ([], [], [], [])
    assert [(each["order_count"], each["clicked_count"]) for each in compared["items"]] == [(0, 0)]


def test_what_came_of_it_has_numbers_of_its_own(gateway: Gateway) -> None:
    with standing():
        follow_links(gateway)
        buy()
        found = effect(gateway)["sent_elsewhere"]
    assert found["people"] == [{"variant": "a", "opened_count": 0, "clicked_count": 1}]
    told_of = {
        (each["variant"], each["currency"], each["order_count"], each["net_minor"])
        for each in found["credits"]
    }
    assert (told_of, len(found["credits"])) == ({("a", "CNY", 1, 7_800)}, 5)


def test_whose_campaign_it_is_too_is_an_arm_beside_it(gateway: Gateway) -> None:
    """Ada was sent another variant by the campaign itself, and followed none of its links."""
    with standing():
        follow_links(gateway)
        send_to_ada()
        buy()
        found = effect(gateway)
    ((variant, funnel),) = [(each["variant"], each["funnel"]) for each in found["variants"]]
    assert (variant, funnel["sent_count"], funnel["clicked_count"]) == ("b", 1, 0)
    assert (funnel["buyer_count"], found["credits"]) == (1, [])
    assert [each["clicked_count"] for each in found["sent_elsewhere"]["people"]] == [1]


def test_an_order_tells_which_of_its_shares_came_by_it(gateway: Gateway) -> None:
    with standing():
        follow_links(gateway)
        buy()
    (line,) = gateway.call(f"GET /campaigns/{SPRING}/orders", caller=ANALYST).json["items"]
    (visit,) = line["visits"]
    assert (visit["variant"], visit["is_sent_elsewhere"]) == ("a", True)
    told_of = {
        (each["variant"], each["is_sent_elsewhere"], each["net_minor"]) for each in line["shares"]
    }
    assert told_of == {("a", True, line["net_minor"])}


@pytest.mark.parametrize(
    ("wrong", "status", "english", "chinese"),
    [
        (
            {"campaign": "campaign_none"},
            404,
            "There is no such campaign.",
            "没有此营销活动。",
        ),
        (
            {"step": "letter"},
            422,
            "No step letter of this campaign sends anything. These do: mail.",
            "此营销活动没有名为 letter 的发送步骤，可用步骤：mail。",
        ),
        (
            {"people": [{"customer": "ada", "variant": "a"}, {"customer": "bo", "variant": "c"}]},
            422,
            "The step mail sends no variant c. It sends: a, b.",
            "步骤 mail 不发送版本 c，可用版本：a, b。",
        ),
    ],
)
def test_a_set_stands_for_what_a_campaign_sends(
    gateway: Gateway, wrong: Any, status: int, english: str, chinese: str
) -> None:
    before = dump()
    for headers, sentence in (({}, english), (CHINESE, chinese)):
        answer = gateway.call("POST /link-sets", LINKS | wrong, caller=MARKETER, headers=headers)
        assert (answer.status, answer.json["detail"]) == (status, sentence)
    assert dump() == before


def test_a_set_says_whose_variant_each_person_gets(gateway: Gateway) -> None:
    before = dump()
    nameless = LINKS | {"people": [{"customer": "ada"}]}
    answer = gateway.call("POST /link-sets", nameless, caller=MARKETER)
    assert (answer.status, [each for _, each, _ in answer.pointers]) == (400, ["/people/0/variant"])
    assert dump() == before


def test_who_made_a_set_is_on_record_once_and_when(gateway: Gateway) -> None:
    with standing():
        for _ in range(2):
            gateway.call("POST /link-sets", LINKS, caller=MARKETER)
    told_of = relayed()
    (line,) = [each for each in told_of.changes if each["fact"] == "LinkSetMade"]
    assert (line["actor"], line["occurred_at"]) == ("staff:maria", "2026-01-05T09:30:00Z")
    assert (line["after"]["id"], line["after"]["campaign"]) == ("staff:maria/by hand", SPRING)
    (event,) = [each for each in told_of.events if each["detail-type"] == "LinkSetMade"]
    assert event["detail"]["data"] == {
        "id": "staff:maria/by hand",
        "campaign": SPRING,
        "step": "mail",
        "channel": "email",
        "sent_elsewhere_at": "2026-01-05T08:30:00Z",
    }


def test_whose_links_are_disowned_is_no_second_line(gateway: Gateway) -> None:
    with standing():
        gateway.call("POST /link-sets", LINKS, caller=MARKETER)
        gone = told("profile", "ProfileChanged", "p-2", ProfileChanged("ada", 2, "anonymised"))
        invoke("tracking_follow", batch(gone))
    audited = [each["fact"] for each in relayed().changes]
    assert audited.count("LinkSetMade") == 1
