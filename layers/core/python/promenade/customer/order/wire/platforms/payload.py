"""What others send us, in their own form."""

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of it: fields that are not named are none of our business."""
