"""Addresses are read once, as they are kept: a phone number is one person's, however written."""

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.consents import address_digest
from promenade.customer.profile.model.addresses import read_contact, read_details, too_long
from promenade.customer.profile.model.learning import Told
from promenade.customer.profile.model.person import Contact, Details, IdentityTaken, Traits
from promenade.customer.profile.service import people
from promenade.customer.profile.service.importing import Imported, Row, import_rows
from promenade.customer.profile.service.people import Asked
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.kit.errors import Invalid
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault
from tests.support.fakes.profile import FakeProfileStore
from tests.support.profiles import add, profile
from tests.support.stamps import stamp

WRITTEN = ("13711117777", "+86 137 1111 7777", "0086-13711117777", "１３７１１１１７７７７")


@pytest.fixture(params=[FakeProfileStore, DynamoProfileStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    return Doors(request.param(), FakeVault(), DIGESTS)


def phone(text: str) -> Contact:
    return Contact("phone", text)


def row(line: int, customer: str, text: str, country: str | None = None) -> Row:
    told = Told(customer, Traits(country=country), Details(contacts=(phone(text),)))
    return Row(line, customer, told)


def imported(doors: Doors, *rows: Row, dry_run: bool = False) -> list[Imported]:
    return import_rows(rows, stamp("file"), doors, dry_run=dry_run)


def told_of(done: Imported) -> tuple[str, list[tuple[str, str]]]:
    return done.result, [(fault.pointer, fault.code) for fault in done.row.faults]


def numbers(doors: Doors, customer: str) -> list[str]:
    shown = people.get(customer, doors.store)
    return [each.value for each in people.open_all(shown, doors.vault, lambda: None).contacts]


@pytest.mark.parametrize("other", WRITTEN[1:])
def test_a_number_in_another_form_is_not_another_persons(doors: Doors, other: str) -> None:
    add(doors, "ada", phone(WRITTEN[0]))
    with pytest.raises(IdentityTaken):
        add(doors, "bob", phone(other))
    assert doors.store.find("bob") is None
    assert people.find(phone(other), None, DIGESTS, doors.store).profile.id == "ada"


@pytest.mark.parametrize("dry_run", [True, False])
def test_of_two_rows_with_one_number_the_second_is_refused(doors: Doors, *, dry_run: bool) -> None:
    rows = [row(2, "nu-22", "13711117777", "CN"), row(3, "nu-23", "+86 137 1111 7777", "CN")]
    done = imported(doors, *rows, dry_run=dry_run)
    assert [told_of(each) for each in done] == [
        ("created", []),
        ("rejected", [("/phone", "repeated")]),
    ]
    assert doors.store.find("nu-23") is None


def test_what_is_withdrawn_of_a_number_is_withdrawn_of_what_profiles_keep(doors: Doors) -> None:
    add(doors, "ada", phone("+44 (0)7700 900108"), *map(phone, WRITTEN))
    kept = numbers(doors, "ada")
    assert kept == ["+447700900108", "+8613711117777"]
    said = ["+44 7700 900108", WRITTEN[0]]
    assert [address_digest(Channel.SMS, each, DIGESTS) for each in said] == [
        address_digest(Channel.SMS, each, DIGESTS) for each in kept
    ]


@pytest.mark.parametrize(
    ("text", "country", "kept"),
    [
        ("(212) 555-0199", "US", "+12125550199"),
        ("07700 900106", "GB", "+447700900106"),
        ("06 12 34 56 79", "FR", "+33612345679"),
        ("13812345678.0", "CN", "+8613812345678"),
        ("１３８１２３４５６７８", None, "+8613812345678"),
    ],
)
def test_a_row_is_read_by_its_country(doors: Doors, text: str, country: str, kept: str) -> None:
    (done,) = imported(doors, row(2, "ada", text, country))
    assert (told_of(done), numbers(doors, "ada")) == (("created", []), [kept])


def test_a_row_that_leaves_the_country_out_is_read_by_what_is_known(doors: Doors) -> None:
    add(doors, "ada", country="US")
    (done,) = imported(doors, row(2, "ada", "13472345678"))
    assert (done.result, numbers(doors, "ada")) == ("changed", ["+13472345678"])


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("010-65529988", "CN", "no_mobile"),
        ("07700 900106", None, "no_mobile"),
        ("13711117777", "US", "no_address"),
        ("1.38123E+10", "CN", "no_address"),
    ],
)
def test_a_row_with_what_cannot_be_texted_is_refused(
    doors: Doors, text: str, country: str | None, code: str
) -> None:
    (done,) = imported(doors, row(2, "ada", text, country))
    assert told_of(done) == ("rejected", [("/phone", code)])
    assert doors.store.find("ada") is None


@pytest.mark.parametrize(
    ("contact", "says"),
    [
        (Contact("email", "ada(at)example.com"), "This is no e-mail address: send one such as"),
        (Contact("email", "jörg@müller.de"), "in letters without accents."),
        (Contact("email", "ada@example.com; eve@example.com"), "These are several addresses"),
        (Contact("phone", "13711117777/13822223333"), "These are several addresses"),
        (Contact("phone", "138 1234"), "This is no phone number in CN"),
    ],
)
def test_what_to_send_in_place_of_what_is_no_address_is_said(contact: Contact, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_contact(contact, None)
    (fault,) = refused.value.faults
    assert says in fault.said("en")
    assert fault.said("zh") != fault.said("en")


def test_what_stands_before_a_bar_may_be_the_code_of_an_area() -> None:
    assert read_contact(phone("0171/1234567"), "DE").value == "+491711234567"


def test_a_profile_is_read_by_its_country_and_found_by_it(doors: Doors) -> None:
    told = Details(contacts=(phone("07700 900106"),))
    people.add(Asked("ada", Traits(country="GB"), told), stamp("add"), doors)
    assert numbers(doors, "ada") == ["+447700900106"]
    assert people.find(phone("07700900106"), "GB", DIGESTS, doors.store).profile.id == "ada"
    with pytest.raises(Invalid):
        people.find(phone("07700900106"), None, DIGESTS, doors.store)
    before = profile(doors)
    with pytest.raises(Invalid) as refused:
        people.put(Asked("ada", Traits(), told), 1, stamp("put"), doors)
    assert [fault.pointer for fault in refused.value.faults] == ["/contacts/0/value"]
    assert profile(doors) == before


def test_one_number_in_two_forms_is_one_address() -> None:
    read = read_details(Details(contacts=tuple(map(phone, WRITTEN))), None)
    assert read.contacts == (phone("+8613711117777"),)
    assert read_contact(phone("137 1111 7777"), "CN") == phone("+8613711117777")


def test_what_is_too_long_to_be_sealed_is_told() -> None:
    long = Details(contacts=tuple(Contact("weibo", f"{each}" * 500) for each in range(9)))
    assert [fault.code for fault in too_long(long, "/contacts")] == ["too_long"]
    assert too_long(Details("Ada"), "/contacts") == []
