"""What keeps messages away, and what the gate is told of it."""

from collections.abc import Callable

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import (
    AddressSuppressed,
    Reason,
    Recipient,
    Verdict,
    address_digest,
)
from promenade.kit.patience import Contended
from promenade.outreach.consent.model.suppression import Cause, Suppressing, suppress
from promenade.outreach.consent.reader import DynamoConsents
from promenade.outreach.consent.service.merging import Merge, merge_people
from promenade.outreach.consent.service.ports import Doors, SuppressionStore
from promenade.outreach.consent.service.recording import erase, person
from promenade.outreach.consent.service.suppressing import (
    lift_address,
    lift_person,
    suppress_address,
    suppress_person,
)
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.store.suppressions import DynamoSuppressionStore
from tests.support.consents import DIGEST, at, say, stamp, state_of, verdict
from tests.support.digests import DIGESTS
from tests.support.fakes.consent import FakePersonStore, FakeSuppressionStore

ADDRESS = "a" * 32


@pytest.fixture(params=[FakeSuppressionStore, DynamoSuppressionStore])
def addresses(request: pytest.FixtureRequest, stores: None) -> SuppressionStore:
    store: SuppressionStore = request.param()
    return store


@pytest.fixture(params=[FakePersonStore, DynamoPersonStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    return Doors(request.param(), DIGEST)


def asked(reason: Reason, minute: int, **other: str) -> Suppressing:
    whom = other or {"address": ADDRESS}
    return Suppressing(Channel.EMAIL, reason, Cause(at(minute), "staff:maria", "seen"), **whom)


def kept(store: SuppressionStore) -> set[Reason]:
    return set(store.find(Channel.EMAIL, ADDRESS).causes)


def test_an_address_is_suppressed_once_for_each_reason(addresses: SuppressionStore) -> None:
    for reason in (Reason.HARD_BOUNCE, Reason.HARD_BOUNCE, Reason.COMPLAINT):
        found = suppress_address(asked(reason, 1), stamp(1), addresses)
    assert (found.version, kept(addresses)) == (2, {Reason.HARD_BOUNCE, Reason.COMPLAINT})


def test_a_reason_is_lifted_alone_and_with_words(addresses: SuppressionStore) -> None:
    for reason in (Reason.HARD_BOUNCE, Reason.COMPLAINT):
        suppress_address(asked(reason, 1), stamp(1), addresses)
    found = lift_address(asked(Reason.COMPLAINT, 5), stamp(5), addresses)
    assert kept(addresses) == {Reason.HARD_BOUNCE}
    assert found.lifted == {Reason.COMPLAINT: Cause(at(5), "staff:maria", "seen")}
    assert lift_address(asked(Reason.COMPLAINT, 6), stamp(6), addresses) == found


def test_a_complaint_that_came_after_the_lifting_stays(addresses: SuppressionStore) -> None:
    suppress_address(asked(Reason.COMPLAINT, 5), stamp(5), addresses)
    lift_address(asked(Reason.COMPLAINT, 4), stamp(4), addresses)
    assert kept(addresses) == {Reason.COMPLAINT}


def test_those_in_force_are_listed_the_latest_first(addresses: SuppressionStore) -> None:
    for minute, address in enumerate(("a", "b", "c"), 1):
        about = asked(Reason.MANUAL, minute, address=address * 32)
        suppress_address(about, stamp(minute), addresses)
    lift_address(asked(Reason.MANUAL, 9, address="b" * 32), stamp(9), addresses)
    page = addresses.list_of(Channel.EMAIL, 10, None)
    assert [each.address[0] for each in page.items] == ["c", "a"]
    assert addresses.list_of(Channel.SMS, 10, None).items == ()


def test_an_address_that_changed_meanwhile_has_to_be_looked_at_again(
    addresses: SuppressionStore,
) -> None:
    met = addresses.find(Channel.EMAIL, ADDRESS)
    after = suppress(met, Reason.MANUAL, Cause(at(1), "staff:maria"))
    addresses.write(met, after, AddressSuppressed, stamp(1))
    with pytest.raises(Contended):
        addresses.write(met, after, AddressSuppressed, stamp(2))


def test_a_lifted_suppression_gives_no_consent_back(doors: Doors) -> None:
    say(doors, "ada", "withdrawn", 1)
    suppress_person(asked(Reason.UNSUBSCRIBE, 2, customer="ada"), stamp(2), doors)
    lift_person(asked(Reason.UNSUBSCRIBE, 3, customer="ada"), stamp(3), doors)
    assert (person("ada", doors).suppressions, state_of(doors, "ada")) == ({}, "withdrawn")


def test_a_person_is_suppressed_by_channel_whatever_they_said(doors: Doors) -> None:
    say(doors, "ada", "given", 1)
    for _ in range(2):
        suppress_person(asked(Reason.COMPLAINT, 2, customer="ada"), stamp(2), doors)
    assert person("ada", doors).version == 2
    assert verdict(doors, "ada") == Verdict("person_suppressed", at(2), "complaint")
    assert verdict(doors, "ada", Purpose.TRANSACTIONAL).is_allowed
    suppress_person(asked(Reason.HARD_BOUNCE, 3, customer="ada"), stamp(3), doors)
    refused = verdict(doors, "ada", Purpose.TRANSACTIONAL)
    assert refused == Verdict("person_suppressed", at(3), "hard_bounce")
    lift_person(asked(Reason.COMPLAINT, 1, customer="ada"), stamp(1), doors)
    assert len(person("ada", doors).suppressions[Channel.EMAIL]) == 2


def test_what_keeps_messages_from_a_person_goes_along_and_outlives_them(doors: Doors) -> None:
    suppress_person(asked(Reason.COMPLAINT, 2, customer="ada"), stamp(2), doors)
    suppress_person(asked(Reason.COMPLAINT, 1, customer="bob"), stamp(2), doors)
    merge_people(Merge("ada", "bob"), stamp(3), doors)
    assert person("bob", doors).suppressions[Channel.EMAIL][Reason.COMPLAINT].at == at(1)
    erase("bob", stamp(4), doors)
    assert Channel.EMAIL in person("bob", doors).suppressions


def test_the_gate_is_told_of_a_hundred_by_which_rule_and_since_when(stores: None) -> None:
    doors, addresses = Doors(DynamoPersonStore(), DIGEST), DynamoSuppressionStore()
    say(doors, "ada", "given", 1)
    say(doors, "bob", "withdrawn", 2)
    suppress_address(asked(Reason.COMPLAINT, 3), stamp(3), addresses)
    marketing = [
        Recipient("ada", Channel.EMAIL, Purpose.MARKETING, "b" * 32),
        Recipient("ada", Channel.EMAIL, Purpose.MARKETING, ADDRESS),
        Recipient("ada", Channel.EMAIL, Purpose.MARKETING),
        Recipient("bob", Channel.EMAIL, Purpose.MARKETING, "b" * 32),
        Recipient("cid", Channel.IN_APP, Purpose.MARKETING),
    ]
    about_orders = [
        Recipient("ada", Channel.EMAIL, Purpose.TRANSACTIONAL, ADDRESS),
        Recipient("cid", Channel.IN_APP, Purpose.TRANSACTIONAL),
    ]
    many = [Recipient(f"c{n}", Channel.SMS, Purpose.MARKETING, f"{n:032}") for n in range(93)]
    found = DynamoConsents(DIGEST).verdicts([*marketing, *about_orders, *many])
    assert [each.told for each in found[:7]] == [
        "allowed",
        "address_suppressed 2026-03-01 by complaint",
        "no_address",
        "withdrawn 2026-03-01 by import",
        "never_asked",
        "allowed",
        "allowed",
    ]
    assert {each.rule for each in found[7:]} == {"never_asked"}
    with pytest.raises(ValueError, match="101 recipients"):
        DynamoConsents(DIGEST).verdicts([marketing[0]] * 101)


def digest(channel: Channel) -> Callable[[str], str]:
    return lambda text: address_digest(channel, text, DIGESTS)


def test_an_address_is_one_however_it_is_written() -> None:
    phones = ["13800138000", "+86 138 0013 8000", "8613800138000", "0086-13800138000"]
    phones.append("１３８００１３８０００")
    assert len(set(map(digest(Channel.SMS), phones))) == 1
    assert len(set(map(digest(Channel.EMAIL), ["Ada@Shop.cn ", "ada@shop.cn"]))) == 1


def test_others_are_others() -> None:
    phones = ["13800138000", "13800138001", "+1 380 013 8000", "+44 13800138000"]
    assert len(set(map(digest(Channel.SMS), phones))) == 4
    assert digest(Channel.SMS)("1") != digest(Channel.WEIBO)("1")
    assert digest(Channel.WECHAT)("oA") != digest(Channel.WECHAT)("oa")
