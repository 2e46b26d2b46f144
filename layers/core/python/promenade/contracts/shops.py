"""What more capabilities than one know of the shop itself."""

from typing import Annotated

from msgspec import Meta, json

from promenade.kit.config import setting
from promenade.kit.values import Value

Zone = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        description="An IANA name, as `Asia/Shanghai`; the shop's own unless another is sent.",
    ),
]


class _Place(Value, frozen=True):
    zone: str


def shop_zone() -> str:
    """Where it counts its days."""
    return json.decode(setting("SHOP"), type=_Place).zone
