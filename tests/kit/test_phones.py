"""A phone number is one thing, however it is written; what is none is refused in words."""

import subprocess
import sys

import pytest

from promenade.kit.errors import Invalid
from promenade.kit.phones import phone_form, read_caller, read_phone


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("13711117777", None, "+8613711117777"),
        ("+86 137 1111 7777", "CN", "+8613711117777"),
        ("0086-137-1111-7777", "US", "+8613711117777"),
        ("8613711117777", "GB", "+8613711117777"),
        ("１３７１１１１７７７７", None, "+8613711117777"),
        ("+86 (0)137 1111 7777", None, "+8613711117777"),
        ("13711117777.0", "CN", "+8613711117777"),
        ("+44 (0)7700 900108", None, "+447700900108"),
        ("+44 7700 900108", "CN", "+447700900108"),
        ("0044 7700 900108", "US", "+447700900108"),
        ("07700 900106", "GB", "+447700900106"),
        ("(212) 555-0199", "US", "+12125550199"),
        ("06 12 34 56 79", "FR", "+33612345679"),
        ("13711117777", "HK", "+8613711117777"),
        ("13472345678", "US", "+13472345678"),
        ("9123 4567", "HK", "+85291234567"),
    ],
)
def test_a_number_is_read_as_the_customers_country_writes_it(
    text: str, country: str | None, number: str
) -> None:
    assert read_phone(text, country) == number
    assert read_phone(number, "FR") == phone_form(number) == number


@pytest.mark.parametrize(
    ("text", "country", "code", "says"),
    [
        ("07700 900106", None, "no_mobile", "send a mobile phone’s, with its country’s code"),
        ("13711117777", "US", "no_address", "no phone number in US; start it with the code"),
        ("12125550199", "CN", "no_address", "no phone number in CN; start it with the code"),
        ("07700 900106", "XX", "no_address", "no phone number in XX; start it with the code"),
        ("13711117777/13822223333", "CN", "no_address", "no phone number in CN"),
        ("13711117777 ext. 5", "CN", "no_address", "no phone number in CN"),
        ("+86 137 1111 777", "CN", "no_address", "no phone number of the country whose code"),
        ("+999 1234 5678", None, "no_address", "no phone number of the country whose code"),
        ("1.38123E+10", "CN", "no_address", "A spreadsheet has shortened this number"),
        ("010-6552 9988", "CN", "no_mobile", "No text message reaches this number"),
        ("+86 400 800 1234", None, "no_mobile", "No text message reaches this number"),
        ("+39 06 1234 5678", None, "no_mobile", "No text message reaches this number"),
    ],
)
def test_what_cannot_be_texted_is_refused_with_its_reason(
    text: str, country: str | None, code: str, says: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read_phone(text, country)
    (fault,) = refused.value.faults
    assert (fault.pointer, fault.code) == ("", code)
    assert says in fault.said("en")


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (["13711117777", "+86 137 1111 7777", "008613711117777"], "+8613711117777"),
        (["+44 (0)7700 900108", "+4407700900108", "447700900108"], "+447700900108"),
        (["010-65529988", "+86 10 6552 9988"], "+861065529988"),
        (["+44 13800138000"], "+4413800138000"),
        (["12-345", "１２３４５"], "12345"),
        (["call me", "+", ""], ""),
    ],
)
def test_every_number_and_what_is_none_has_one_form(texts: list[str], form: str) -> None:
    assert set(map(phone_form, texts)) == {form}
    assert phone_form(form) == form


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("8613711117777", "+8613711117777"),
        ("13711117777", "+8613711117777"),
        ("447400123777", "+447400123777"),
        ("12125550199", "+12125550199"),
        ("+33 6 12 34 56 78", "+33612345678"),
    ],
)
def test_a_carrier_may_leave_the_plus_out(told: str, number: str) -> None:
    assert read_caller(told) == number == phone_form(told)


@pytest.mark.parametrize("told", ["07400 123777", "06 12 34 56 78", "hello there", "10086", ""])
def test_a_caller_whose_number_is_of_no_known_country_is_refused(told: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_caller(told)
    with pytest.raises(Invalid) as typed:
        read_phone(told)
    assert refused.value.faults == typed.value.faults


def test_who_meets_no_number_from_abroad_loads_no_tables() -> None:
    asked = (
        "import sys\n"
        f"sys.path[:] = {sys.path}\n"
        "from promenade.kit.phones import phone_form, read_phone\n"
        "print(read_phone('137 1111 7777'), phone_form('8613711117777'))\n"
        "print('phonenumbers' in sys.modules, phone_form('+447911123456'))\n"
        "print('phonenumbers' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert told.stdout.split() == [*["+8613711117777"] * 2, "False", "+447911123456", "True"]
