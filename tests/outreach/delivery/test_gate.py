"""Who is sent a message, who is not, and why: by the fake store and the real one alike."""

from datetime import timedelta

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Verdict
from promenade.contracts.messages import MessageRefused, Outgoing, ProviderBusy, ProviderSilent
from promenade.kit.errors import Unavailable
from promenade.kit.values import replace
from promenade.outreach.delivery.model.progress import Progress
from promenade.outreach.delivery.service.gate import TemplateUnsendable, handle
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.support.deliveries import NOON, World, request, template, terms
from tests.support.fakes.delivery import FakeGateStore


@pytest.fixture(params=["fake", "real"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "real":
        request.getfixturevalue("stores")
    return World(DynamoGateStore() if request.param == "real" else FakeGateStore())


def why(progress: Progress | None) -> dict[str, str]:
    assert progress
    return {
        each.customer: f"{each.outcome}: {each.said}" if each.said else each.outcome
        for each in progress.decisions()
    }


def test_all_who_may_be_sent_it_are_and_what_it_cost_is_told(world: World) -> None:
    told = handle(request("ada", "bob"), world.doors)
    assert world.reached == ["ada@example.com", "bob@example.com"]
    assert told
    assert told.is_whole
    assert why(told) == {"ada": "sent", "bob": "sent"}
    assert (told.cost_micros, told.currency) == (100_000, "CNY")


def test_the_same_request_again_sends_nothing(world: World) -> None:
    first = handle(request("ada"), world.doors)
    assert handle(request("ada"), world.doors) == first
    assert world.reached == ["ada@example.com"]


def test_another_request_for_the_same_step_sends_nothing_either(world: World) -> None:
    handle(request("ada"), world.doors)
    told = handle(request("ada", id="spring#2"), world.doors)
    assert why(told) == {"ada": "sent_before: by spring#1"}
    assert len(world.outbox) == 1


def test_another_entry_of_the_person_is_another_message(world: World) -> None:
    handle(request("ada", entry="1"), world.doors)
    handle(request("ada", entry="2", id="spring#2"), world.doors)
    assert len(world.outbox) == 2


def test_one_person_under_two_names_is_sent_it_once(world: World) -> None:
    world.into = {"old": "ada"}
    told = handle(request("ada", "old"), world.doors)
    assert why(told) == {"ada": "sent", "old": "sent_before: another id of the person"}
    told = handle(request("old", id="spring#2"), world.doors)
    assert why(told) == {"ada": "sent_before: by spring#1"}


def test_two_customers_at_one_address_are_sent_it_once_however_it_is_written(world: World) -> None:
    world.addresses = {"ada": "Ada@Example.com", "bob": "ada@example.COM"}
    told = handle(request("ada", "bob"), world.doors)
    assert why(told)["bob"] == "sent_before: another customer at this address"
    assert len(world.outbox) == 1


def test_a_refusal_is_told_with_its_facts(world: World) -> None:
    world.refused = {"ada": Verdict("withdrawn", NOON, "one_click")}
    world.unknown = {"bob"}
    told = handle(request("ada", "bob", "cai"), world.doors)
    assert why(told) == {
        "ada": "withdrawn: withdrawn 2026-03-02 by one_click", "bob": "no_profile", "cai": "sent"
    }  # fmt: skip
    assert told
    assert told.skipped == {"withdrawn": 1, "no_profile": 1}


def test_who_is_held_out_is_told_and_left_alone(world: World) -> None:
    world.campaign = terms(holdout_bp=10_000)
    told = handle(request("ada"), world.doors)
    assert told
    assert told.held_out == ("ada",)
    assert world.outbox == []


def test_who_refused_is_not_counted_as_held_out(world: World) -> None:
    world.campaign = terms(holdout_bp=10_000)
    world.refused = {"ada": Verdict("never_asked")}
    assert why(handle(request("ada"), world.doors)) == {"ada": "never_asked: never_asked"}


def test_the_third_message_of_seven_days_is_skipped(world: World) -> None:
    for number in (1, 2):
        handle(request("ada", id=f"s#{number}", step=f"s{number}"), world.doors)
    told = handle(request("ada", id="s#3", step="s3"), world.doors)
    assert why(told) == {"ada": "frequency: 2 of 2 in 7 days"}
    world.now = NOON + timedelta(days=7)
    assert why(handle(request("ada", id="s#4", step="s4"), world.doors)) == {"ada": "sent"}


def test_messages_about_orders_know_neither_caps_nor_quiet_hours(world: World) -> None:
    world.known["hello"] = template(purpose=Purpose.TRANSACTIONAL)
    world.now = NOON.replace(hour=16)
    for number in range(4):
        about = request("ada", id=f"o#{number}", step="paid", entry=str(number))
        handle(replace(about, purpose=Purpose.TRANSACTIONAL), world.doors)
    assert len(world.outbox) == 4


def test_a_template_for_marketing_is_that_whatever_is_asked_for(world: World) -> None:
    world.now = NOON.replace(hour=16)
    told = handle(request("ada", purpose=Purpose.TRANSACTIONAL), world.doors)
    assert why(told) == {"ada": "waiting: quiet until 08:00 Asia/Shanghai"}


def test_who_sleeps_is_sent_it_in_the_morning(world: World) -> None:
    world.now, world.zones = NOON.replace(hour=16), {"bob": "Europe/Berlin"}
    told = handle(request("ada", "bob"), world.doors)
    assert why(told) == {"bob": "sent", "ada": "waiting: quiet until 08:00 Asia/Shanghai"}
    world.now = NOON.replace(day=3, hour=0)
    later = replace(request("ada"), id="spring#1#later-20260303T0000")
    assert why(handle(later, world.doors)) == {"ada": "sent"}


def test_consent_is_asked_for_again_in_the_morning(world: World) -> None:
    world.refused = {"ada": Verdict("withdrawn")}
    told = handle(request("ada", id="spring#1#later-x"), world.doors)
    assert why(told) == {"ada": "withdrawn: withdrawn"}


@pytest.mark.parametrize(("quiet", "until", "outcome"), [("drop", None, "quiet_hours"),
    ("defer", NOON.replace(hour=20), "too_late")])  # fmt: skip
def test_who_sleeps_through_it_is_not_sent_it(
    world: World, quiet: str, until: object, outcome: str
) -> None:
    world.now = NOON.replace(hour=16)
    told = handle(request("ada", quiet=quiet, until=until), world.doors)
    assert why(told) == {"ada": f"{outcome}: quiet until 08:00 Asia/Shanghai"}


def test_a_campaign_that_rests_leaves_no_mark(world: World) -> None:
    world.campaign = terms(state="paused")
    assert handle(request("ada"), world.doors) is None
    assert world.store.progress("spring", "spring#1") is None


def test_of_a_campaign_that_ended_nobody_is_sent_anything(world: World) -> None:
    world.campaign = terms(state="cancelled")
    assert why(handle(request("ada"), world.doors)) == {"ada": "campaign_ended"}
    assert world.outbox == []


def test_what_comes_too_late_is_not_sent(world: World) -> None:
    assert why(handle(request("ada", until=NOON), world.doors)) == {"ada": "too_late"}


def test_a_message_with_a_blank_in_it_is_not_sent(world: World) -> None:
    told = handle(request("ada", variables={}), world.doors)
    assert why(told) == {"ada": "variable_missing: name"}


def test_people_are_called_by_their_names_unless_the_request_calls_them_otherwise(
    world: World,
) -> None:
    world.names = {"ada": "Ada Wong"}
    told = handle(request("ada", "bob", variables={}), world.doors)
    assert why(told) == {"ada": "sent", "bob": "variable_missing: name"}
    handle(request("ada", id="spring#2", entry="2", variables={"name": "you"}), world.doors)
    assert [each.content.text[:] for each in world.outbox] == ["Hello Ada Wong", "Hello you"]


def test_a_budget_is_enough_for_the_first_ones(world: World) -> None:
    world.campaign, world.budget_micros = terms(has_budget=True), 120_000
    told = handle(request("ada", "bob", "cai"), world.doors)
    assert why(told) == {"ada": "sent", "bob": "sent", "cai": "budget"}
    assert world.settled == {"spring#1": 100_000}


def test_without_a_template_nothing_is_begun(world: World) -> None:
    world.known = {"hello": template(channel=Channel.SMS)}
    with pytest.raises(TemplateUnsendable):
        handle(request("ada"), world.doors)
    world.known, world.switched_off = {}, {"hello"}
    with pytest.raises(TemplateUnsendable, match="All accounts of this template are off"):
        handle(request("ada"), world.doors)
    assert world.store.progress("spring", "spring#1") is None


def test_a_busy_provider_is_asked_again_under_the_same_key(world: World) -> None:
    def busy(_message: Outgoing) -> None:
        raise ProviderBusy("The provider is busy.")

    accepts, world.say = world.say, busy  # type: ignore[assignment]
    told = handle(request("ada"), world.doors)
    assert told
    assert not told.is_whole
    ((_, after_s),) = world.put_back
    assert 1 <= after_s <= 60
    world.say = accepts
    assert why(handle(request("ada"), world.doors)) == {"ada": "sent"}
    assert len({each.key for each in world.outbox}) == 1


def test_after_the_fifth_try_who_is_left_goes_to_the_dead_letters_and_may_be_replayed(
    world: World,
) -> None:
    def busy(_message: Outgoing) -> None:
        raise ProviderBusy("The provider is busy.")

    accepts, world.say = world.say, busy  # type: ignore[assignment]
    told = None
    for _ in range(5):
        told = handle(request("ada"), world.doors)
    assert told
    assert (told.is_whole, told.waiting_count) == (True, 1)
    ((dead, reason),) = world.dead
    assert (dead.customers, reason) == (("ada",), "The provider is busy.")
    world.say = accepts
    assert why(handle(dead, world.doors)) == {"ada": "sent"}


def test_who_was_perhaps_sent_it_is_never_asked_for_again(world: World) -> None:
    def silent(_message: Outgoing) -> None:
        raise ProviderSilent("The provider did not answer.")

    world.say = silent  # type: ignore[assignment]
    told = handle(request("ada"), world.doors)
    assert why(told) == {"ada": "unknown: The provider did not answer."}
    assert told
    assert told.is_whole


@pytest.mark.parametrize(("knows_keys", "outcome"), [(True, "sent"),
    (False, "unknown: a worker died while it was sent")])  # fmt: skip
def test_a_worker_that_dies_while_it_sends_leaves_nobody_twice_and_nobody_lost(
    world: World, knows_keys: bool, outcome: str
) -> None:
    world.known["hello"] = template(knows_keys=knows_keys)
    accepts = world.say

    def die(message: Outgoing) -> None:
        if message.address.value[:].startswith("ada"):
            raise KeyboardInterrupt

    world.say = die  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        handle(request("ada"), world.doors)
    world.say = accepts
    with pytest.raises(Unavailable):
        handle(request("ada", "bob"), world.doors)
    world.now += timedelta(minutes=2)
    told = handle(request("ada", "bob"), world.doors)
    assert why(told) == {"ada": outcome, "bob": "sent"}
    assert len({each.key for each in world.outbox}) == 2


def test_a_refused_address_is_told_and_not_tried_again(world: World) -> None:
    def refuse(_message: Outgoing) -> None:
        refusal = MessageRefused("No such mailbox.")
        refusal.reason = "invalid_address"
        raise refusal

    world.say = refuse  # type: ignore[assignment]
    assert why(handle(request("ada"), world.doors)) == {"ada": "invalid_address: invalid_address"}


def test_marketing_by_mail_carries_a_way_out_and_a_picture(world: World) -> None:
    handle(request("ada"), world.doors)
    (message,) = world.outbox
    assert message.unsubscribe_url == "https://shop.example/unsubscribe/ada"
    assert message.content.html[:].endswith(
        '<img src="https://go.example/ada?" width="1" height="1" alt="">'
    )


def test_what_goes_into_an_inbox_asks_no_provider(world: World) -> None:
    world.known["hello"] = template(channel=Channel.IN_APP)
    handle(request("ada", channel=Channel.IN_APP), world.doors)
    assert [*world.boxes.values()] == ["ada: Hello you"]
    assert world.outbox == []


def test_an_inbox_calls_people_by_their_names_as_a_mail_does(world: World) -> None:
    world.known["hello"], world.names = template(channel=Channel.IN_APP), {"ada": "Ada Wong"}
    told = handle(request("ada", "bob", channel=Channel.IN_APP, variables={}), world.doors)
    assert why(told) == {"ada": "sent", "bob": "variable_missing: name"}
    assert [*world.boxes.values()] == ["ada: Hello Ada Wong"]
