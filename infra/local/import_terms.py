"""What somebody has to say of a platform's file."""

import argparse
import re
from collections.abc import Callable
from typing import NamedTuple

from infra.local.cloud import CloudError
from infra.local.order_files import Read
from infra.local.platform_files import shopify_reader, woocommerce_reader
from infra.local.sheet_encodings import known_encoding
from promenade.contracts.references import SHOP
from promenade.customer.order.wire.platforms.told import Shop
from promenade.kit.zones import is_zone

PLATFORMS: dict[str, Callable[[Shop, str | None], Read]] = {
    "shopify": shopify_reader,
    "woocommerce": woocommerce_reader,
}


class Told(NamedTuple):
    """What the file itself does not say: whose orders they are, and in which encoding."""

    shop: Shop | None = None
    encoding: str | None = None


NOTHING = Told()


def shop_of(asked: argparse.Namespace) -> Shop | None:
    """Whose orders a platform's file holds: the source is that of its webhooks, so that an order
    that came by both is one. Raises CloudError."""
    if asked.format not in PLATFORMS:
        return None
    if not asked.shop or not re.fullmatch(SHOP, asked.shop) or not is_zone(asked.zone or ""):
        example = f"FORMAT={asked.format} SHOP=my-shop ZONE=Europe/Berlin"
        raise CloudError(f"Say whose orders they are, and where: {example}")
    return Shop(f"{asked.format}.{asked.shop}", asked.store or asked.shop, asked.zone)


def encoding_said(asked: argparse.Namespace) -> str | None:
    """Raises CloudError."""
    if not asked.encoding:
        return None
    found = known_encoding(asked.encoding)
    if found is None:
        known = "ENCODING=utf-8, gb18030 or windows-1252"
        raise CloudError(f"Nobody reads {asked.encoding} here. Say {known}, or leave it out.")
    return found
