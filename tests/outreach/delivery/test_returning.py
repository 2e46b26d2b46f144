"""Who was surely not sent a message has their place under the cap back: by the fake store and the
real one alike. Who may have it keeps theirs."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Accepted, MessageRefused, Outgoing, ProviderBusy
from promenade.contracts.messages import ProviderSilent as Silent
from promenade.kit.errors import Unavailable
from promenade.outreach.delivery.model.contacts import Contacts, key_of
from promenade.outreach.delivery.model.progress import Decision, Progress
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.retrying import MOST_TRIES
from promenade.outreach.delivery.service.returning import give_back, unsent
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.support.cloud import cloud
from tests.support.deliveries import NOON, Say, World, request, template, terms
from tests.support.fakes.delivery import FakeGateStore
from tests.support.faulty import Killed, failing, killed_after

ONCE = terms(frequency_cap=1)


def saying(error: Callable[[], Exception]) -> Say:
    def say(_: Outgoing) -> Accepted:
        raise error()

    return say


def refusal(reason: str = "content") -> Exception:
    refused = MessageRefused("No.")
    refused.reason = reason  # type: ignore[assignment]
    return refused


def busy() -> Exception:
    return ProviderBusy("The provider is busy.")


@pytest.fixture(params=["fake", "real"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "real":
        request.getfixturevalue("stores")
    store = DynamoGateStore() if request.param == "real" else FakeGateStore()
    return World(store, campaign=ONCE)


def why(told: Progress | None) -> str:
    assert told
    (decision,) = told.decisions()
    return f"{decision.outcome}: {decision.said}" if decision.said else decision.outcome


def counted(world: World) -> int:
    return world.store.contacts(["ada"], Channel.EMAIL)["ada"].counted(world.now)


def summer(world: World) -> str:
    """What becomes of the next campaign's message, which the provider takes."""
    world.say = lambda message: Accepted("ses", f"p-{message.key}", 1)
    return why(handle(request("ada", id="summer#1", campaign="summer"), world.doors))


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("content", "refused_by_provider: content"),
        ("invalid_address", "invalid_address: invalid_address"),
        ("unwritable", "refused_by_provider: No."),
    ],
)
def test_what_a_provider_refused_is_not_counted(world: World, reason: str, told: str) -> None:
    world.say = saying(lambda: refusal(reason))
    assert why(handle(request("ada"), world.doors)) == told
    assert counted(world) == 0
    assert summer(world) == "sent"
    assert counted(world) == 1


def test_what_is_unknown_is_counted(world: World) -> None:
    world.say = saying(lambda: Silent("The provider did not answer."))
    handle(request("ada"), world.doors)
    assert summer(world) == "frequency: 1 of 1 in 7 days"


def test_who_is_tried_again_keeps_the_place_until_it_is_given_up(world: World) -> None:
    world.say = saying(busy)
    for _ in range(MOST_TRIES - 1):
        handle(request("ada"), world.doors)
        assert counted(world) == 1
    assert why(handle(request("ada"), world.doors)) == "waiting: given up: The provider is busy."
    assert counted(world) == 0


def test_what_is_replayed_is_counted_again_where_there_still_is_a_place(world: World) -> None:
    world.say = saying(busy)
    for _ in range(MOST_TRIES):
        handle(request("ada"), world.doors)
    ((dead, _),) = world.dead
    assert summer(world) == "sent"
    assert why(handle(dead, world.doors)) == "frequency: 1 of 1 in 7 days"
    world.now = NOON + timedelta(days=7)
    assert why(handle(request("ada", id=f"{dead.id}2"), world.doors)) == "sent"
    assert counted(world) == 1


def test_who_was_busy_when_the_campaign_ended_is_not_counted(world: World) -> None:
    world.say = saying(busy)
    handle(request("ada"), world.doors)
    world.campaign = terms(state="cancelled")
    assert why(handle(request("ada"), world.doors)) == "campaign_ended"
    assert counted(world) == 0


def test_a_place_is_given_back_once_and_by_nobody_else(world: World) -> None:
    world.say = saying(refusal)
    handle(request("ada"), world.doors)
    met = world.store.contacts(["ada"], Channel.EMAIL)
    give_back(["ada"], request("ada"), world.store)
    assert world.store.contacts(["ada"], Channel.EMAIL) == met
    assert summer(world) == "sent"
    give_back(["ada"], request("ada", id="summer#2", campaign="summer"), world.store)
    assert counted(world) == 1


def test_only_who_was_surely_not_sent_it_is_unsent() -> None:
    outcomes = "sent", "unknown", "busy", "refused_by_provider", "invalid_address", "too_late"
    decided = [Decision(each, each) for each in outcomes]  # type: ignore[arg-type]
    refused = ["refused_by_provider", "invalid_address"]
    assert unsent(decided, frozenset()) == refused
    assert unsent(decided, frozenset(outcomes)) == [*sorted(refused), "too_late"]
    assert unsent(decided, frozenset({"gone"})) == ["gone", *refused]


@pytest.mark.parametrize("knows_keys", [True, False])
def test_who_is_killed_over_a_refusal_leaves_no_place_taken(knows_keys: bool) -> None:
    for number in count(1):
        told, met, calls = run(number, knows_keys)
        (decision,) = told.decisions()
        perhaps = {"refused_by_provider"} if knows_keys else {"refused_by_provider", "unknown"}
        assert decision.outcome in perhaps, number
        assert met.counted(NOON) == (decision.outcome == "unknown"), number
        assert [each.key for each in met.recent] == [key_of(request("ada"))], number
        if number > calls:
            break
    assert number > 6


def run(number: int, knows_keys: bool) -> tuple[Progress, Contacts, int]:
    with cloud():
        world = World(DynamoGateStore(), campaign=ONCE, say=saying(refusal))
        world.known["hello"] = template(knows_keys=knows_keys)
        try:
            with failing(killed_after, number) as turn:
                handle(request("ada"), world.doors)
        except Killed:
            world.now += timedelta(minutes=3)
        told = None
        while told is None or not told.is_whole:
            try:
                told = handle(request("ada"), world.doors)
            except Unavailable:
                world.now += timedelta(minutes=3)
        met = world.store.contacts(["ada"], Channel.EMAIL)["ada"]
        return told, met, turn.count
