"""Phone numbers as providers want them."""

import re

from promenade.outreach.channel.model.sending import refusal_for

_BETWEEN = re.compile(r"[\s().-]")
_MAINLAND = re.compile(r"(?:86)?(1[3-9][0-9]{9})")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def international(text: str) -> str:
    """`+8613800138000`. Raises MessageRefused for what is no number."""
    kept = _BETWEEN.sub("", text)
    mainland = _MAINLAND.fullmatch(kept)
    number = f"+86{mainland[1]}" if mainland else kept
    number = f"+{kept[2:]}" if kept.startswith("00") else number
    if not _E164.fullmatch(number):
        raise refusal_for("invalid_address", "The address is no phone number.")
    return number
