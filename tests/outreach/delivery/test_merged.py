"""Who turns out to be another customer is sent nothing twice, and has one place under the cap for
both ids: by the fake store and the real one alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.messages import Accepted, MessageRefused, Outgoing, ProviderBusy
from promenade.outreach.delivery.model.contacts import Claimed, Contacts, key_of
from promenade.outreach.delivery.model.progress import Progress
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.ports import GateStore
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.support.deliveries import NOON, World, accept, request, template
from tests.support.fakes.delivery import FakeGateStore


@pytest.fixture(params=["fake", "real"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "real":
        request.getfixturevalue("stores")
    return World(DynamoGateStore() if request.param == "real" else FakeGateStore())


@dataclass
class Overtaken:
    """Just before somebody claims, something else happens, once."""

    store: GateStore
    happens: list[Callable[[], object]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def claim(self, claimed: Claimed) -> None:
        if self.happens:
            self.happens.pop()()
        self.store.claim(claimed)


def why(told: Progress | None) -> dict[str, str]:
    assert told
    return {each.customer: f"{each.outcome}: {each.said}" for each in told.decisions()}


def met(world: World, customer: str) -> Contacts:
    return world.store.contacts([customer], Channel.EMAIL)[customer]


def send(world: World, customer: str, number: int = 1, **other: Any) -> str:
    """What became of the one whom it was meant for."""
    told = handle(request(customer, id=f"spring#{number}", **other), world.doors)
    (said,) = why(told).values()
    return said


@pytest.mark.parametrize("asked", ["old", "ada"])
def test_who_is_merged_between_two_requests_is_not_sent_it_again(world: World, asked: str) -> None:
    assert send(world, "old") == "sent: "
    world.into = {"old": "ada"}
    before = met(world, "ada"), met(world, "old")
    assert send(world, asked, 2) == "sent_before: by spring#1 as old"
    assert world.reached == ["old@example.com"]
    assert (met(world, "ada"), met(world, "old")) == before


def test_nor_what_the_other_one_was_sent_long_ago(world: World) -> None:
    older = (key_of(request("ada")),)
    world.store.claim(Claimed(Contacts("old", Channel.EMAIL, version=1, older=older)))
    world.into = {"old": "ada"}
    assert send(world, "ada") == "sent_before: as old"


def test_nor_what_is_about_an_order(world: World) -> None:
    world.known["hello"] = template(purpose=Purpose.TRANSACTIONAL)
    send(world, "old", purpose=Purpose.TRANSACTIONAL)
    world.into = {"old": "ada"}
    said = send(world, "ada", 2, purpose=Purpose.TRANSACTIONAL)
    assert said == "sent_before: by spring#1 as old"


def test_what_any_of_three_was_sent_counts_against_one_cap(world: World) -> None:
    send(world, "old", 1, step="s1")
    send(world, "older", 2, step="s2")
    world.into = {"old": "ada", "older": "ada"}
    assert send(world, "ada", 3, step="s3") == "frequency: 2 of 2 in 7 days"
    world.into = {"old": "ada"}
    assert send(world, "ada", 4, step="s4") == "sent: "
    assert send(world, "ada", 5, step="s5") == "frequency: 2 of 2 in 7 days"


def test_who_is_taken_apart_again_has_what_was_sent_by_their_own_id(world: World) -> None:
    send(world, "old", 1, step="s1")
    world.into = {"old": "ada"}
    send(world, "ada", 2, step="s2")
    world.into = {}
    assert send(world, "old", 3, step="s1") == "sent_before: by spring#1"
    assert send(world, "old", 4, step="s2") == "sent: "
    assert send(world, "ada", 5, step="s1") == "sent: "
    assert [met(world, each).counted(NOON) for each in ("old", "ada")] == [2, 2]
    assert not met(world, "old").is_merged


def test_who_was_taken_apart_may_be_merged_into_somebody_else(world: World) -> None:
    world.into = {"old": "ada"}
    send(world, "ada", 1)
    world.into = {"ada": "eve"}
    assert send(world, "eve", 2) == "sent_before: by spring#1 as ada"
    assert send(world, "old", 3) == "sent: "
    world.into = {"ada": "eve", "old": "eve"}
    assert send(world, "old", 4, step="s2") == "frequency: 2 of 2 in 7 days"


def test_who_still_takes_them_for_two_sends_nothing_where_who_knows_was_faster(
    world: World,
) -> None:
    def merge() -> None:
        world.into = {"old": "ada"}
        assert send(world, "ada", 2) == "sent: "

    world.store = Overtaken(world.store, [merge])
    told = handle(request("old"), world.doors)
    assert told
    assert not told.is_whole
    assert world.put_back == [(request("old"), 0)]
    assert why(handle(request("old"), world.doors)) == {"ada": "sent_before: by spring#2"}
    assert world.reached == ["ada@example.com"]


def test_who_knows_sends_nothing_where_who_takes_them_for_two_was_faster(world: World) -> None:
    def send_as_before() -> None:
        world.into = {}
        assert send(world, "old", 2) == "sent: "
        world.into = {"old": "ada"}

    world.into = {"old": "ada"}
    world.store = Overtaken(world.store, [send_as_before])
    assert send(world, "ada") == "sent_before: by spring#2 as old"
    assert world.reached == ["old@example.com"]
    assert met(world, "ada") == Contacts("ada", Channel.EMAIL)
    assert not met(world, "old").is_merged


def test_who_is_tried_again_ends_claims_by_the_other_id_too(world: World) -> None:
    world.say = busy
    handle(request("ada"), world.doors)
    world.into, world.say = {"old": "ada"}, accept
    assert send(world, "ada") == "sent: "
    assert [met(world, each).is_merged for each in ("ada", "old")] == [False, True]
    assert len({each.key for each in world.outbox}) == 1


def test_whom_a_provider_was_too_busy_for_is_tried_by_the_id_they_have_now(world: World) -> None:
    world.say = busy
    handle(request("old"), world.doors)
    world.into, world.say = {"old": "ada"}, accept
    assert send(world, "old") == "sent: "
    assert world.reached == ["ada@example.com", "old@example.com"]
    assert [met(world, each).counted(NOON) for each in ("ada", "old")] == [1, 0]


def test_what_the_other_one_was_refused_is_sent(world: World) -> None:
    world.say = no_mailbox
    assert send(world, "old") == "invalid_address: invalid_address"
    world.into, world.say = {"old": "ada"}, accept
    assert send(world, "ada", 2) == "sent: "


def test_what_was_given_up_as_the_campaign_ended_takes_no_place(world: World) -> None:
    """Decided by the id that was asked for, and claimed by the other."""
    world.into, world.say = {"old": "ada"}, busy
    handle(request("old"), world.doors)
    assert met(world, "ada").counted(NOON) == 1
    world.say = accept
    world.campaign = None
    told = handle(request("old", until=NOON), world.doors)
    assert why(told) == {"old": "too_late: "}
    assert met(world, "ada").counted(NOON) == 0


def busy(_: Outgoing) -> Accepted:
    raise ProviderBusy("The provider is busy.")


def no_mailbox(_: Outgoing) -> Accepted:
    refused = MessageRefused("No such mailbox.")
    refused.reason = "invalid_address"
    raise refused


def test_who_is_sent_it_as_somebody_else_on_the_list_is_counted_as_a_double(world: World) -> None:
    handle(request("old", "bob", id="spring-1.0.0"), world.doors)
    world.into, world.addresses = {"old": "ada", "oldest": "eve"}, {"bea": "bob@example.com"}
    again = handle(request("old", "bob", id="spring-1.0.1"), world.doors)
    other = handle(request("ada", "bea", "eve", "oldest", id="spring-1.1.0"), world.doors)
    assert again
    assert other
    assert (again.skipped, again.double_count) == ({"sent_before": 2}, 0)
    assert (other.skipped, other.double_count) == ({"sent_before": 2}, 2)
    assert other.sent_count == 2


@pytest.mark.parametrize("asked", [("old", "ada"), ("ada", "old")])
def test_who_is_asked_for_by_both_ids_has_a_line_by_each(world: World, asked: tuple[str]) -> None:
    world.into = {"old": "ada"}
    told = handle(request(*asked), world.doors)
    assert told
    assert why(told) == {"ada": "sent: ", "old": "sent_before: another id of the person"}
    ada = told.decision("ada")
    assert ada
    assert (ada.outcome, ada.provider_id != "") == ("sent", True)


def test_who_is_merged_while_they_wait_among_dead_letters_is_sent_it_on_their_replay(
    world: World,
) -> None:
    def busy(_message: Outgoing) -> Accepted:
        raise ProviderBusy("The provider is busy.")

    world.say = busy
    for _ in range(5):
        handle(request("old"), world.doors)
    world.outbox.clear()
    ((dead, _),) = world.dead
    world.into, world.say = {"old": "ada"}, accept
    assert why(handle(dead, world.doors)) == {"ada": "sent: "}
    assert world.reached == ["ada@example.com"]
