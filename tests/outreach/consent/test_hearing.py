"""What providers tell keeps messages from addresses and people, once."""

from functools import partial

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import MessageBounced, MessageComplained, RecipientStopped
from promenade.contracts.profiles import ContactKind
from promenade.outreach.consent.model.consent import Proof, Source
from promenade.outreach.consent.service import merging, recording
from promenade.outreach.consent.service.hearing import hear
from promenade.outreach.consent.service.merging import Merge
from promenade.outreach.consent.service.ports import Doors, Ears
from tests.support.consents import DIGEST, at, say, stamp, state_of
from tests.support.fakes.consent import FakePersonStore, FakeSuppressionStore

ADDRESS = "a" * 32
PLACE = ("spring", "first", "", Channel.EMAIL, "ada", "a", ADDRESS, at(5))


class Owners:
    """Of an e-mail and an openid."""

    def of(self, kind: ContactKind, claim: str) -> str | None:
        known = {("email", "claim-of-ada"): "ada", ("wechat", "claim-of-bo"): "bo"}
        return known.get((kind, claim))


def rooms() -> tuple[Ears, FakeSuppressionStore]:
    store = FakeSuppressionStore()
    return Ears(Doors(FakePersonStore(), DIGEST), store, Owners()), store


def causes(store: FakeSuppressionStore) -> set[str]:
    return {*store.find(Channel.EMAIL, ADDRESS).causes}


def test_a_final_bounce_and_a_complaint_suppress_the_address_once() -> None:
    ears, store = rooms()
    hears = partial(hear, stamp=stamp(9), ears=ears)
    for _ in range(2):
        hears(MessageBounced(*PLACE, is_final=True, reason="no such user"))
        hears(MessageComplained(*PLACE))
    assert causes(store) == {"hard_bounce", "complaint"}
    assert store.find(Channel.EMAIL, ADDRESS).version == 2


def test_a_bounce_that_may_pass_keeps_nothing_away() -> None:
    ears, store = rooms()
    hear(MessageBounced(*PLACE, is_final=False), stamp(9), ears)
    assert store.kept == {}


def test_stop_withdraws_what_the_person_gave_before_and_not_what_comes_later() -> None:
    ears, store = rooms()
    say(ears.doors, "ada", "given", 1)
    stopped = RecipientStopped(Channel.EMAIL, ADDRESS, at(5), "ada", "spring", "first")
    hear(stopped, stamp(9), ears)
    assert state_of(ears.doors, "ada") == "withdrawn"
    say(ears.doors, "ada", "given", 7)
    hear(stopped, stamp(9), ears)
    assert state_of(ears.doors, "ada") == "given"
    assert store.kept == {}


def test_stop_of_nobody_that_we_wrote_to_suppresses_the_address() -> None:
    ears, store = rooms()
    hear(RecipientStopped(Channel.EMAIL, ADDRESS, at(5)), stamp(9), ears)
    assert causes(store) == {"unsubscribe"}


def test_stop_of_a_known_address_is_its_owners_wherever_they_are_reached_next() -> None:
    """It was the address that refused alone: who got another number was sent marketing to it."""
    ears, store = rooms()
    say(ears.doors, "ada", "given", 1)
    stopped = RecipientStopped(Channel.EMAIL, ADDRESS, at(5), claim="claim-of-ada")
    for _ in range(2):
        hear(stopped, stamp(9), ears)
    found = recording.person("ada", ears.doors)
    assert found.version == 2
    assert found.consents["email/marketing"].state == "withdrawn"
    proof = Proof(Source.REPLY, at(5), at(9), "staff:maria")
    assert found.consents["email/marketing"].proof == proof
    assert causes(store) == {"unsubscribe"}
    say(ears.doors, "ada", "given", 7)
    hear(stopped, stamp(9), ears)
    assert state_of(ears.doors, "ada") == "given"


def test_stop_by_an_openid_is_its_owners_by_that_channel_alone() -> None:
    ears, _ = rooms()
    say(ears.doors, "bo", "given", 1)
    hear(RecipientStopped(Channel.WECHAT, ADDRESS, at(5), claim="claim-of-bo"), stamp(9), ears)
    said = recording.person("bo", ears.doors).consents
    assert {cell: each.state for cell, each in said.items()} == {
        "email/marketing": "given",
        "wechat/marketing": "withdrawn",
    }


def test_stop_of_an_address_that_is_nobodys_moves_nobody() -> None:
    ears, store = rooms()
    say(ears.doors, "ada", "given", 1)
    hear(RecipientStopped(Channel.EMAIL, ADDRESS, at(5), claim="another"), stamp(9), ears)
    assert state_of(ears.doors, "ada") == "given"
    assert causes(store) == {"unsubscribe"}


def test_stop_of_who_was_merged_is_of_who_is_left() -> None:
    ears, _ = rooms()
    say(ears.doors, "bea", "given", 1)
    say(ears.doors, "ada", "given", 1)
    merging.follow(Merge("ada", "bea", 1), stamp(3), ears.doors)
    hear(RecipientStopped(Channel.EMAIL, ADDRESS, at(5), claim="claim-of-ada"), stamp(9), ears)
    assert state_of(ears.doors, "bea") == "withdrawn"


def test_a_complaint_withdraws_with_the_campaign_that_it_is_of() -> None:
    ears, _ = rooms()
    say(ears.doors, "ada", "given", 1)
    hear(MessageComplained(*PLACE), stamp(9), ears)
    stands = recording.person("ada", ears.doors).consents["email/marketing"]
    told = {"reference": "spring/first", "campaign": "spring"}
    assert (stands.state, stands.at) == ("withdrawn", at(5))
    assert stands.proof == Proof(Source.PROVIDER, at(5), at(9), "staff:maria", **told)
