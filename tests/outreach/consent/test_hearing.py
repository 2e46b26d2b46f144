"""What providers tell keeps messages from addresses and people, once."""

from functools import partial

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import MessageBounced, MessageComplained, RecipientStopped
from promenade.outreach.consent.service.hearing import hear
from promenade.outreach.consent.service.ports import Doors
from tests.support.consents import DIGEST, at, say, stamp, state_of
from tests.support.fakes.consent import FakePersonStore, FakeSuppressionStore

ADDRESS = "a" * 32
PLACE = ("spring", "first", "", Channel.EMAIL, "ada", "a", ADDRESS, at(5))


def rooms() -> tuple[Doors, FakeSuppressionStore]:
    return Doors(FakePersonStore(), DIGEST), FakeSuppressionStore()


def causes(store: FakeSuppressionStore) -> set[str]:
    return {*store.find(Channel.EMAIL, ADDRESS).causes}


def test_a_final_bounce_and_a_complaint_suppress_the_address_once() -> None:
    doors, store = rooms()
    hears = partial(hear, stamp=stamp(9), doors=doors, store=store)
    for _ in range(2):
        hears(MessageBounced(*PLACE, is_final=True, reason="no such user"))
        hears(MessageComplained(*PLACE))
    assert causes(store) == {"hard_bounce", "complaint"}
    assert store.find(Channel.EMAIL, ADDRESS).version == 2


def test_a_bounce_that_may_pass_keeps_nothing_away() -> None:
    doors, store = rooms()
    hear(MessageBounced(*PLACE, is_final=False), stamp(9), doors, store)
    assert store.kept == {}


def test_stop_withdraws_what_the_person_gave_before_and_not_what_comes_later() -> None:
    doors, store = rooms()
    say(doors, "ada", "given", 1)
    stopped = RecipientStopped(Channel.EMAIL, ADDRESS, at(5), "ada", "spring", "first")
    hear(stopped, stamp(9), doors, store)
    assert state_of(doors, "ada") == "withdrawn"
    say(doors, "ada", "given", 7)
    hear(stopped, stamp(9), doors, store)
    assert state_of(doors, "ada") == "given"
    assert store.kept == {}


def test_stop_of_nobody_that_we_wrote_to_suppresses_the_address() -> None:
    doors, store = rooms()
    hear(RecipientStopped(Channel.EMAIL, ADDRESS, at(5)), stamp(9), doors, store)
    assert causes(store) == {"unsubscribe"}
