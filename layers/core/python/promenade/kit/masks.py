"""What in a text of others looks like a person: `***` for who may not read personal data (N30).

| shape | is |
|---|---|
| e-mail | `a@b.cn`, anywhere in the text |
| phone | + and 7 to 15 digits; 1, 3 to 9 and nine digits, as Chinese mobiles are, or 86 before |
| card | 13 to 19 digits that an issuer starts (3 to 6, 22 to 27, 81) and whose Luhn sum is right |

Up to three blanks, hyphens, dots or underlines may stand between digits. Any other row of digits
is a number: a longer one, one that starts with a date. tests/kit/test_masks.py has the cases.
"""

import re
from typing import Any

import msgspec

MASK = "***"

_BETWEEN = r"[\s._\u2010-\u2015-]{0,3}"
_APART = r"\s/@\uff20<>\""
# It starts where a word does: a long text without one is looked through once.
_email = re.compile(rf"(?<![^{_APART}])[^{_APART}]+[@\uff20][^{_APART}]+\.[^{_APART}.]{{2,}}")
_card = re.compile(
    r"(?<!\d)(?=[3-6\uff13-\uff16]|[2\uff12][2-7\uff12-\uff17]|[8\uff18][1\uff11])"
    rf"\d(?:{_BETWEEN}\d){{12,18}}(?!\d)"
)
_phone = re.compile(
    r"[+\uff0b]\d(?:[\s()._\u2010-\u2015-]{0,3}\d){6,14}(?!\d)"
    rf"|(?<!\d)(?:(?:00)?86{_BETWEEN})?[1\uff11][3-9\uff13-\uff19]\d(?:{_BETWEEN}\d{{4}}){{2}}(?!\d)"
)
"""Digits as East Asian keyboards write them count as well."""


def masked(text: str) -> str:
    hidden = _card.sub(_hide_card, _email.sub(MASK, text))
    return _phone.sub(MASK, hidden)


def masked_values(value: Any) -> Any:
    """Every text in a parsed document, names apart."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, list):
        return [masked_values(each) for each in value]
    if isinstance(value, dict):
        return {name: masked_values(each) for name, each in value.items()}
    return value


def masked_json(document: msgspec.Raw) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(masked_values(msgspec.json.decode(document))))


def _hide_card(found: re.Match[str]) -> str:
    return MASK if _is_card([int(each) for each in found[0] if each.isdecimal()]) else found[0]


def _is_card(digits: list[int]) -> bool:
    doubled = [digit * 2 for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(each // 10 + each % 10 for each in doubled)) % 10 == 0
