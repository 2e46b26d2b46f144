"""What a request for a link, or for a picture, shows of who sends it."""

from typing import Any

from promenade.customer.tracking.model.touches import Sight
from promenade.customer.tracking.service.ports import Whose
from promenade.kit.clock import Clock
from promenade.kit.decoding import decode
from promenade.kit.http.routes import Call
from promenade.kit.stamp import Stamp

HEADERS = ("user-agent", "purpose", "sec-purpose")
PICTURE = (
    "GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
"""One pixel; all its bytes are characters of ASCII, so that it needs no binary answer."""


def read_sight(call: Call[Any, None], stamp: Stamp) -> Sight:
    told = call.headers
    return Sight(
        at=stamp.at,
        user_agent=told["user-agent"],
        purpose=f"{told['purpose']} {told['sec-purpose']}",
        is_head=call.route.startswith("HEAD "),
    )


def read_whose(message: bytes) -> Whose:
    """Raises Invalid."""
    return decode(message, Whose)


def judging_stamp(whose: Whose, clock: Clock) -> Stamp:
    return Stamp("system:tracking", clock(), f"{whose.set_key}-{whose.person}", "")
