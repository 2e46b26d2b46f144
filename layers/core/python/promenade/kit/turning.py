"""Characters that turn the order in which text is read: Unicode's Bidi_Control, and those that it
deprecated."""

import re

TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
_turning = re.compile(f"[{TURNING}]")


def straight(text: str) -> str:
    """Without them."""
    return _turning.sub("", text)
