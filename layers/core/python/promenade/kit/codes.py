"""What people type to name things, in the one form that is stored and compared.

A code (SKU, product) is ASCII in upper case: `ｍｕｇ－１ ` is `MUG-1`. A label (tag) is any text in
lower case: `New  In` is `new in`. A slug (category) is typed as it is stored.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from promenade.kit.errors import Fault
from promenade.kit.text import visible

CODE = r"^[A-Z0-9][A-Z0-9._-]{0,63}(?!\n)$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*(?!\n)$"
NO_CODE = "A code is 1 to 64 of A-Z 0-9 . _ - and starts with a letter or digit."
_TWICE = "“{name}” stands more than once, be it in another spelling: say it once."
NO_SLUG = "Send 1 to 64 small letters and digits, in words joined by single hyphens."
_code = re.compile(CODE)


def code(text: str) -> str:
    """NFKC, trimmed, upper case; what is not ASCII then stays as it is and is no code."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain.upper() if plain.isascii() else plain


def is_code(text: str) -> bool:
    return _code.fullmatch(text) is not None


def label(text: str) -> str:
    """NFKC, single spaces, case folded, without what nobody sees."""
    return " ".join(unicodedata.normalize("NFKC", visible(text)).casefold().split())


def repeated(names: Iterable[str], pointer: str) -> Iterator[Fault]:
    """A fault for the first name that is there twice, as labels are compared."""
    seen: set[str] = set()
    for name in names:
        if (same := label(name)) in seen:
            yield Fault(pointer, "repeated", _TWICE, facts={"name": name[:40]})
            return
        seen.add(same)


def normalised(text: str) -> str:
    """A coupon's code, which matches however it is typed: spaces around it, case, full-width forms
    and what nobody sees do not count."""
    return unicodedata.normalize("NFKC", visible(text)).strip().casefold()
