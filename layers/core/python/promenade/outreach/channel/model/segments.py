"""How many messages an SMS is charged as: 3GPP TS 23.038 (alphabets) and 23.040 (parts).

Alone it has 160 septets or 70 UTF-16 units; each part of a longer one has 153 or 67, and neither an
escaped character nor a surrogate pair is cut in two. Chinese providers count every text in
characters of UTF-16, whatever is in it.
"""

from collections.abc import Sequence
from typing import Literal

from promenade.kit.values import Value

Encoding = Literal["gsm7", "ucs2"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("\f^{}\\[~]|€")
_SEPTETS = (160, 153)
_UNITS = (70, 67)
_LAST_OF_PLANE_0 = 0xFFFF


class Segments(Value, frozen=True):
    """`length` is in septets of `gsm7` or in UTF-16 units of `ucs2`."""

    encoding: Encoding
    length: int
    count: int


def segments_of(text: str, *, is_wide: bool = False) -> Segments:
    """`is_wide`: counted in UTF-16 whatever is in it. An empty text is one segment."""
    if not is_wide and _BASIC.union(_ESCAPED).issuperset(text):
        widths = [2 if each in _ESCAPED else 1 for each in text]
        return Segments("gsm7", sum(widths), _parts(widths, *_SEPTETS))
    widths = [2 if ord(each) > _LAST_OF_PLANE_0 else 1 for each in text]
    return Segments("ucs2", sum(widths), _parts(widths, *_UNITS))


def _parts(widths: Sequence[int], alone: int, each: int) -> int:
    if sum(widths) <= alone:
        return 1
    count, filled = 1, 0
    for width in widths:
        if filled + width > each:
            count, filled = count + 1, 0
        filled += width
    return count
