"""Which of the languages on offer a caller would rather read (RFC 9110, 12.5.4)."""

import re
from collections.abc import Sequence

_RANGE = re.compile(
    r"\s*([A-Za-z]{1,8}|\*)(?:-[\w-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?", re.ASCII
)


def preferred(accept_language: str, offered: Sequence[str]) -> str:
    """One of `offered`; the first of them when the header asks for none or cannot be read."""
    weights: dict[str, float] = {}
    for part in accept_language.split(","):
        if found := _RANGE.fullmatch(part):
            weights.setdefault(found[1].lower(), float(found[2] or 1))
    others = weights.get("*", 0.0)
    best = max(offered, key=lambda language: weights.get(language, others))
    return best if weights.get(best, others) > 0 else offered[0]
