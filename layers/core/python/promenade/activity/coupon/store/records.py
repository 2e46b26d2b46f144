"""Items of the coupons' table, and the documents in them.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| template | `TEMPLATE#<id>` | `-` | `TEMPLATES#<status>` | `<drafted at>#<id>` |
| one of its versions | `TEMPLATE#<id>` | `VERSION#<nine digits>` | | |
| coupon | `WALLET#<customer>` | `COUPON#<template>-<digest>-<its number there>` | | |
| pieces of a template (see `kit.dynamo_pieces`) | `PIECES#<template>#<shard>` | `-` | | |
| as many as were put into batches of codes | `TEMPLATE#<id>` | `RESERVED` | | |
| code, as codes are compared, of a coupon or a promotion | `CODE#<code>` | `-` | | |
| batch of codes | `BATCH#<id>` | `-` | `ASKED#<template>` | `<asked at>#<id>` |
| some of its codes | `BATCH#<id>` | `CODES#<how many came before>` | | |
| those of one of its days | `PIECES#<template>#<day>#<shard>` | `-` | | |

What others have to approve is in `waiting` as well, by when it was submitted.
"""

from typing import cast

import msgspec
from pynamodb.attributes import UnicodeAttribute

from promenade.activity.coupon.model.coupon import Coupon, HeldCoupon, State
from promenade.activity.coupon.model.template import Template
from promenade.kit.attributes import InstantAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo_pieces import PieceRecord
from promenade.kit.limits import Tally
from promenade.kit.lookups import Item, body_of
from promenade.kit.records import IndexedRecord, WaitingRecord
from promenade.kit.values import Document

Key = tuple[str, str]
TABLE = setting("COUPON_TABLE")
COUPON = "COUPON#"
template_of = msgspec.json.Decoder(Template)
_coupon_of = msgspec.json.Decoder(Coupon)


class TemplateRecord(WaitingRecord, IndexedRecord):
    """`change` names what made a kept version."""

    change = UnicodeAttribute(null=True)

    class Meta:
        table_name = TABLE


class CouponRecord(PieceRecord, IndexedRecord):
    """What conditions of a coupon look at, and what orders write: its document is as it was
    given, used or returned. Batches and issues alone are in the index."""

    state = UnicodeAttribute(null=True)
    holder = UnicodeAttribute(null=True)
    due_at = InstantAttribute(null=True)
    starts_at = InstantAttribute(null=True)
    ends_at = InstantAttribute(null=True)
    coupon_id = UnicodeAttribute(null=True)

    class Meta:
        table_name = TABLE


class GuessTally(Tally):
    """Who guessed codes (see `kit.limits`)."""

    class Meta:
        table_name = TABLE


def template_key(template_id: str) -> Key:
    return f"TEMPLATE#{template_id}", "-"


def coupon_key(customer: str, coupon_id: str) -> Key:
    return f"WALLET#{customer}", f"{COUPON}{coupon_id}"


def encode(document: Document) -> str:
    return msgspec.json.encode(document, order="deterministic").decode()


def coupon_record(held: HeldCoupon) -> CouponRecord:
    coupon = held.coupon
    record = CouponRecord(*coupon_key(coupon.customer, coupon.id), version=coupon.version)
    record.body, record.state, record.holder = encode(coupon), held.state, held.holder
    record.starts_at, record.ends_at = coupon.starts_at, coupon.ends_at
    return record


def held_in(item: Item) -> HeldCoupon:
    """As it is drawn from an item that was looked up."""
    holder = item["holder"]["S"] if "holder" in item else None
    return HeldCoupon(_coupon_of.decode(body_of(item)), item["state"]["S"], holder)


def held_of(record: CouponRecord) -> HeldCoupon:
    state = cast("State", record.state)
    return HeldCoupon(_coupon_of.decode(record.body), state, record.holder)
