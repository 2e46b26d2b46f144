"""What people do with the links that we made, as segments know of it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.profiles import ProfileChanged
from promenade.contracts.tracking import LinkFollowed, MessageOpened
from tests.support import functions
from tests.support.callers import MARKETER, OWNER
from tests.support.campaigns import draft
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import delivered, dump
from tests.support.facts import batch, told
from tests.support.flash_shop import queued
from tests.support.gateway import Gateway
from tests.support.relaying import relayed
from tests.support.tracking import BROWSER, HELP, HOME, SALE

LINKS: dict[str, Any] = {
    "id": "spring",
    "campaign": "campaign_1",
    "step": "mail",
    "channel": "email",
    "people": [{"customer": "ada", "variant": "b"}],
    "targets": [HOME, SALE, HELP],
    "with_picture": True,
    "sent_at": (SAMPLE_TIME - timedelta(hours=1)).isoformat(),
}
GOOD: dict[str, list[object]] = {"batchItemFailures": []}
CLICKED, OPENED = "message_click", "message_open"
DIGITS = "campaign_01K9ZQ4R2X7M5N8P1350013800"


@pytest.fixture
def paths(gateway: Gateway) -> Iterable[list[str]]:
    """Of ada's three links, and of her picture."""
    draft("campaign_1", {"mail": ("a", "b")})
    with standing():
        answer = gateway.call("POST /link-sets", LINKS, caller=MARKETER)
        hear("segment_learn", told("profile", "ProfileChanged", "p-1", ProfileChanged("ada", 1)))
        yield [each["path"] for each in answer.json["items"]]


def hear(function: str, *messages: str) -> None:
    assert functions.invoke(function, batch(*messages)) == GOOD


def stated(*facts: str) -> list[Any]:
    return [each for each in relayed().events if each["detail-type"] in facts]


def touch(gateway: Gateway, *paths: str, agent: str = BROWSER) -> None:
    for path in paths:
        gateway.call(f"GET {path}", caller=None, headers={"user-agent": agent})
    assert functions.invoke("tracking_judge", delivered("tracking-touches")) == GOOD


def tell() -> None:
    """From touches to what segments know, each message twice."""
    for function, facts in (
        ("tracking_follow", ("LinkFollowed", "MessageOpened")),
        ("segment_learn", ("PersonActed", "HistoryErased", "TrackingRefused")),
    ):
        assert functions.invoke(function, queued(stated(*facts) * 2)) == GOOD


def counted(gateway: Gateway, act: str = CLICKED, at_least: int = 1) -> int:
    """How many people did it so often."""
    did = {"kind": "did", "act": act, "within_days": 7, "at_least": at_least}
    answer = gateway.call("POST /segment-estimates", {"definition": did}, caller=MARKETER)
    return int(answer.json["matching"]["count"])


def events(gateway: Gateway, customer: str = "ada") -> list[Any]:
    query = {"customer": customer}
    batches = gateway.call("GET /event-histories", query=query, caller=MARKETER).json["items"]
    return [event for each in batches for event in each["events"]]


def test_who_follows_a_link_has_clicked_once(gateway: Gateway, paths: list[str]) -> None:
    touch(gateway, paths[0], paths[0])
    tell()
    found = (counted(gateway), counted(gateway, at_least=2), counted(gateway, OPENED))
    assert found == (1, 0, 0)


def test_who_fetches_the_picture_has_opened_once(gateway: Gateway, paths: list[str]) -> None:
    touch(gateway, paths[3])
    tell()
    found = (counted(gateway, OPENED), counted(gateway, OPENED, at_least=2), counted(gateway))
    assert found == (1, 0, 0)


def test_it_is_told_of_which_campaign_a_message_was(gateway: Gateway, paths: list[str]) -> None:
    touch(gateway, paths[1])
    tell()
    (event,) = events(gateway)
    about = {"campaign": "campaign_1", "step": "mail", "variant": "b"}
    assert (event["act"], event["channel"], event["props"]) == (CLICKED, "email", about)
    assert event["event_time"] == "2026-01-05T09:30:00Z"


def test_two_touches_are_two(gateway: Gateway, paths: list[str]) -> None:
    touch(gateway, paths[0])
    with standing(SAMPLE_TIME + timedelta(minutes=5)):
        touch(gateway, paths[0])
        tell()
        assert (counted(gateway, at_least=2), counted(gateway, at_least=3)) == (1, 0)


@pytest.mark.parametrize(
    ("agent", "places"), [(BROWSER, (0, 1, 2)), ("Barracuda Sentinel", (0,)), ("", (0, 3))]
)
def test_what_turns_out_to_be_a_scanners_counts_nothing(
    agent: str, places: tuple[int, ...], gateway: Gateway, paths: list[str]
) -> None:
    touch(gateway, *(paths[each] for each in places), agent=agent)
    tell()
    assert (counted(gateway), counted(gateway, OPENED), events(gateway)) == (0, 0, [])


def test_who_refuses_tracking_has_done_nothing(gateway: Gateway, paths: list[str]) -> None:
    refusal = {"customer": "ada", "is_allowed": False}
    assert gateway.call("PUT /event-tracking", refusal, caller=OWNER).status == 200
    touch(gateway, paths[0])
    tell()
    assert (counted(gateway), events(gateway)) == (0, [])


def test_who_is_erased_has_done_nothing_before_or_after(gateway: Gateway, paths: list[str]) -> None:
    touch(gateway, paths[0])
    tell()
    late = LinkFollowed("ada", "campaign_1", "mail", "b", Channel.EMAIL, SAMPLE_TIME, SALE)
    gone = told("profile", "ProfileChanged", "p-2", ProfileChanged("ada", 2, "anonymised"))
    assert (counted(gateway), len(events(gateway))) == (1, 1)
    hear("tracking_follow", gone, told("tracking", "LinkFollowed", "touch-late", late))
    tell()
    assert (counted(gateway), events(gateway)) == (0, [])


def test_what_is_told_weeks_late_counts_when_it_was_done(gateway: Gateway) -> None:
    opened = MessageOpened("bo", DIGITS, "mail", "a", Channel.EMAIL, SAMPLE_TIME)
    with standing(SAMPLE_TIME + timedelta(days=20)):
        for _ in range(2):
            hear("tracking_follow", told("tracking", "MessageOpened", "touch-bo", opened))
        (event,) = events(gateway, "bo")
        before = dump()
        hear("tracking_follow", told("tracking", "MessageOpened", "touch-bo", opened))
    assert (event["event_time"], event["props"]["campaign"]) == ("2026-01-05T09:30:00Z", DIGITS)
    assert dump() == before
