"""Amounts as spreadsheets of all countries write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.currencies import decimals
from promenade.kit.errors import Fault
from promenade.kit.written_amounts import Mark, Written


@pytest.mark.parametrize(
    ("said", "currency", "mark", "minor"),
    [
        ("1299", "EUR", None, 129_900),
        ("45.00", "EUR", None, 4_500),
        ("45,5", "EUR", None, 4_550),
        ("45.0000", "EUR", None, 4_500),
        ("1,299.00", "EUR", None, 129_900),
        ("1.299,00", "EUR", None, 129_900),
        ("1 299,00", "EUR", None, 129_900),
        ("1\u00a0299,00", "EUR", None, 129_900),
        ("1’299.50", "CHF", None, 129_950),
        ("1.299.000", "EUR", None, 129_900_000),
        ("0.500", "KWD", None, 500),
        ("1299.500", "KWD", None, 1_299_500),
        ("1.299", "EUR", "comma", 129_900),
        ("1,299", "EUR", "point", 129_900),
        ("1,299", "KWD", "comma", 1_299),
        ("5900", "JPY", None, 5_900),
        ("5900.00", "JPY", None, 5_900),
    ],
)
def test_an_amount_is_read(said: str, currency: str, mark: Mark | None, minor: int) -> None:
    assert Written(currency, mark, "price").read(said) == minor


@pytest.mark.parametrize(
    ("said", "mark", "code"),
    [
        ("1,299", None, "unclear_amount"),
        ("1.299", None, "unclear_amount"),
        ("45.00", "comma", "no_amount"),
        ("12,34,567.00", None, "no_amount"),
        ("1.2.3", None, "no_amount"),
        ("1,299,00", None, "no_amount"),
        ("1.299.00,5", "point", "no_amount"),
        ("€45.00", None, "no_amount"),
        ("45.", None, "no_amount"),
        (".5", None, "no_amount"),
        ("-45.00", None, "no_amount"),
        ("4.5E3", None, "no_amount"),
        ("４５", None, "no_amount"),
        ("free", None, "no_amount"),
        ("45.005", "point", "too_fine"),
    ],
)
def test_what_is_no_amount_is_said_and_not_guessed(said: str, mark: Mark | None, code: str) -> None:
    found = Written("EUR", mark, "price").read(said)
    assert isinstance(found, Fault)
    assert found.code == code


@given(st.integers(0, 10**9), st.sampled_from(["EUR", "JPY", "KWD"]), st.sampled_from([".", ","]))
def test_an_amount_is_read_back_as_it_was_written(minor: int, currency: str, by: str) -> None:
    places = decimals(currency)
    whole, fraction = divmod(minor, 10**places)
    group = "," if by == "." else "."
    written = Written(currency, "point" if by == "." else "comma", "price")
    said = f"{whole:,}".replace(",", group) + (f"{by}{fraction:0{places}}" if places else "")
    assert written.read(said) == minor
    assert written.read(written.write(minor)) == minor
