"""The demonstration's customers are somebody each, repeatable, and take what they said along."""

from collections import Counter

from infra.local.demo_people import consents, person, profiles
from promenade.contracts.channels import Channel
from promenade.kit.phones import read_phone

PEOPLE = list(profiles())
SAID = list(consents())


def test_they_are_the_same_every_time_and_not_for_another_seed() -> None:
    assert list(profiles()) == PEOPLE
    assert list(consents()) == SAID
    assert list(profiles(7)) != PEOPLE


def test_no_two_have_an_address_or_an_id_in_common() -> None:
    for name in ("customer", "email", "phone"):
        assert len({each[name] for each in PEOPLE}) == len(PEOPLE) == 421


def test_a_customer_is_who_his_orders_are_sent_to() -> None:
    sent = [person(number, 2026) for number in range(len(PEOPLE))]
    told = [(each["name"], each["email"], each["phone"]) for each in PEOPLE]
    assert told == [(each["recipient"], each["email"], f"+86{each['phone']}") for each in sent]


def test_a_number_is_the_same_wherever_its_customer_lives() -> None:
    read = [read_phone(each["phone"], each["country"]) for each in PEOPLE]
    assert read == [each["phone"] for each in PEOPLE]


def test_most_live_in_china_and_some_in_other_zones() -> None:
    zones = Counter(each["zone"] for each in PEOPLE)
    assert len(zones) == 6
    assert 0.85 < zones["Asia/Shanghai"] / len(PEOPLE) < 0.97


def test_who_consents_read_words_and_who_refuses_needs_none() -> None:
    given = [each for each in SAID if each["state"] == "given"]
    assert all(each["wording"] for each in given)
    assert not any("wording" in each for each in SAID if each["state"] == "withdrawn")
    assert {each["channel"] for each in SAID} <= {*Channel}
    assert 0.75 < len(given) / len(SAID) < 0.95
