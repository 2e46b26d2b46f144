"""How countries number their phones, by libphonenumber's tables."""

from typing import Literal

from phonenumbers import phonenumberutil as library
from phonenumbers.phonenumberutil import PhoneNumberFormat, PhoneNumberType, ValidationResult

from promenade.kit.values import Value

_FIXED = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PAGER,
        PhoneNumberType.UAN,
        PhoneNumberType.VOICEMAIL,
    }
)
"""What no text message reaches. Of some countries nobody can tell mobiles from others."""


class Found(Value, frozen=True):
    """`number` in E.164. An `unplanned` one is as long as a mobile's, in a range that is given to
    nobody: it is new, fictional or wrong."""

    number: str
    kind: Literal["mobile", "fixed", "unplanned"]


def look_up(compact: str, country: str) -> Found | None:
    """`compact` is digits, after a plus where they start with a country's code; else they are
    `country`'s, dialled there. None where they are no number."""
    if not compact.removeprefix("+").isdecimal():
        return None
    try:
        met = library.parse(compact, country)
    except library.NumberParseException:
        return None
    number = library.format_number(met, PhoneNumberFormat.E164)
    kind = library.number_type(met)
    if kind != PhoneNumberType.UNKNOWN:
        return Found(number, "fixed" if kind in _FIXED else "mobile")
    length = library.is_possible_number_for_type_with_reason(met, PhoneNumberType.MOBILE)
    return Found(number, "unplanned") if length == ValidationResult.IS_POSSIBLE else None
