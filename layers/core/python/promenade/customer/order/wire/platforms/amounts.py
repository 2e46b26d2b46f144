"""Amounts as other platforms write them, in major units: `"10.00"`, `10.5`, `"1000"`."""

import re
from collections.abc import Iterable
from decimal import Decimal

from promenade.customer.order.model.rules import WRONG_SUM
from promenade.customer.order.wire.platforms.payload import Amount
from promenade.kit.currencies import decimals
from promenade.kit.errors import Fault, Invalid
from promenade.kit.messages import Facts
from promenade.kit.money import half_up

_MOST_PLACES = 12
"""Before the point and after it: sums of a few such amounts are exact."""

_DIGITS = rb"[-+]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,6})?"
_WRITTEN = re.compile(rb'("?)(' + _DIGITS + rb")\1")
"""A JSON number, or a text of one. Python reads `5_0.60` and the digits of all scripts as well."""

_TOO_FINE = "This amount has more decimals than {currency} has."
_NO_AMOUNT = "This is no amount of money."


def minor(amount: Amount | None, currency: str, at: str) -> int:
    """In minor units; nothing is 0. Raises Invalid for a part of a minor unit."""
    number = _checked(amount, at).scaleb(decimals(currency))
    if number != number.to_integral_value():
        raise Invalid([Fault(at, "too_fine", _TOO_FINE, facts={"currency": currency})])
    return int(number)


def rounded_minor(amounts: Iterable[Amount], currency: str, at: str) -> int:
    """Their sum half up: a platform may keep more decimals than the currency has."""
    numerator, denominator = sum(_checked(each, at) for each in amounts).as_integer_ratio()
    return half_up(numerator * 10 ** decimals(currency), denominator)


def require_sum(at: str, sums: tuple[int, int], currency: str, what: str) -> None:
    """Of what is found and what is expected. Raises Invalid, which says what does not balance."""
    found, expected = sums
    if found != expected:
        facts: Facts = {"found_minor": found, "what": what, "expected_minor": expected}
        facts = {**facts, "currency": currency}
        raise Invalid([Fault(at, "wrong_sum", WRONG_SUM, facts=facts)])


def read_number(written: bytes) -> Decimal | None:
    """None where it is none."""
    found = _WRITTEN.fullmatch(written)
    return Decimal(found[2].decode()) if found else None


def _checked(amount: Amount | None, at: str) -> Decimal:
    number = Decimal(0) if amount is None else read_number(bytes(amount))
    if number is None:
        raise Invalid([Fault(at, "no_amount", _NO_AMOUNT)])
    exponent = number.as_tuple().exponent
    if isinstance(exponent, str) or not -_MOST_PLACES <= exponent <= _MOST_PLACES:
        raise Invalid([Fault(at, "no_amount", _NO_AMOUNT)])
    if number.adjusted() >= _MOST_PLACES:
        raise Invalid([Fault(at, "no_amount", _NO_AMOUNT)])
    return number
