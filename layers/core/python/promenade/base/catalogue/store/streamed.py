"""Products in the records of the table's stream."""

from collections.abc import Mapping
from typing import Any

import msgspec

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.store.products import product_of
from promenade.base.catalogue.store.records import RULES
from promenade.kit.errors import DomainError


class Unreadable(DomainError):
    """The record is of a product that no store of ours wrote."""


def turn_in(record: Mapping[str, Any]) -> int | None:
    """Of the sweep by the rules; None where the record is of something else."""
    image = record["dynamodb"].get("NewImage", {})
    is_rules = bool(image) and (image["pk"]["S"], image["sk"]["S"]) == RULES
    return int(image["turns"]["N"]) if is_rules else None


def product_in(record: Mapping[str, Any]) -> Product | None:
    """None where the record is of something else. Raises Unreadable."""
    image = record["dynamodb"].get("NewImage", {})
    if not image or not image["pk"]["S"].startswith("PRODUCT#") or image["sk"]["S"] != "-":
        return None
    try:
        return product_of.decode(image["body"]["S"])
    except (KeyError, msgspec.MsgspecError) as error:
        raise Unreadable(f"The item is not one of ours: {error!r}.") from error
