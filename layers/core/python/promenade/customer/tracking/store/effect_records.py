"""Items of tracking's table about what came of campaigns.

| item | pk | sk |
|---|---|---|
| campaign, as it was told | `EFFECT#<campaign>` | `-` |
| sums of a variant, in shards | `EFFECT#<campaign>` | `SUM#<variant>#<currency>#<shard>` |
| order that it has a share of | `EFFECT#<campaign>` | `ORDER#<placed at>#<source>#<number>` |
| campaign that hands out a template's coupons | `TEMPLATE#<template>` | `<campaign>` |
| order, and what was counted of it | `CREDIT#<source>#<number>` | `-` |
| request to send that was counted | `HANDLED#<request>` | `-` |
| somebody in a campaign | `JOURNAL#<customer>` | `ARM#<place>` |
| who turned out to be the customer | `JOURNAL#<customer>` | `FROM#<customer>` |
| who the customer turned out to be | `JOURNAL#<customer>` | `INTO` |
| order of theirs | `JOURNAL#<customer>` | `ORDER#<placed at>#<source>#<number>` |
| touch of theirs | `JOURNAL#<customer>` | `TOUCH#<at>#<touch>` |
| that they are in a set of links sent elsewhere | `JOURNAL#<customer>` | `SENT#<set>#<person>` |
| that somebody was erased | `ERASED#<digest of the customer>` | `-` |

`version` counts the writes of an order, an arm and an `INTO`. Sums are of all shards together,
so that many orders may be counted at once.
"""

from datetime import datetime, timedelta

from promenade.customer.tracking.model.attribution import MODELS
from promenade.customer.tracking.model.sales import OrderKey, Sale
from promenade.customer.tracking.model.sums import (
    COST,
    PEOPLE,
    SAVING,
    SENT_MESSAGES,
    SPEND,
    Cell,
    net_field,
    order_field,
)
from promenade.customer.tracking.service.ports import Whose
from promenade.kit import clock
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.lookups import Key
from promenade.kit.records import Record

TABLE = setting("TRACKING_TABLE")
SHARDS = 8
KEPT_FOR = timedelta(days=400)
SUM_FIELDS = (
    *PEOPLE,
    SENT_MESSAGES,
    COST,
    *SPEND,
    SAVING,
    *map(order_field, MODELS),
    *map(net_field, MODELS),
)


class EffectRecord(Record):
    class Meta:
        table_name = TABLE


class SumRecord(Record):
    people = IntegerAttribute(null=True)
    sent = IntegerAttribute(null=True)
    delivered = IntegerAttribute(null=True)
    bounced = IntegerAttribute(null=True)
    opened = IntegerAttribute(null=True)
    clicked = IntegerAttribute(null=True)
    unsubscribed = IntegerAttribute(null=True)
    buyers = IntegerAttribute(null=True)
    messages = IntegerAttribute(null=True)
    cost_micros = IntegerAttribute(null=True)
    spend = IntegerAttribute(null=True)
    spend_squares = IntegerAttribute(null=True)
    saving_minor = IntegerAttribute(null=True)
    orders_coupon_first = IntegerAttribute(null=True)
    orders_last_touch = IntegerAttribute(null=True)
    orders_first_touch = IntegerAttribute(null=True)
    orders_linear = IntegerAttribute(null=True)
    orders_position = IntegerAttribute(null=True)
    net_coupon_first = IntegerAttribute(null=True)
    net_last_touch = IntegerAttribute(null=True)
    net_first_touch = IntegerAttribute(null=True)
    net_linear = IntegerAttribute(null=True)
    net_position = IntegerAttribute(null=True)

    class Meta:
        table_name = TABLE


def campaign_key(campaign: str) -> Key:
    return f"EFFECT#{campaign}", "-"


def sum_key(cell: Cell, shard: int) -> Key:
    campaign, variant, currency = cell
    return f"EFFECT#{campaign}", f"SUM#{variant}#{currency}#{shard}"


def cell_of(campaign: str, sk: str) -> Cell:
    _, variant, currency, _ = sk.split("#")
    return campaign, variant, currency


def order_key(key: OrderKey) -> Key:
    return f"CREDIT#{key.source}#{key.number}", "-"


def placed_sk(placed_at: datetime, key: OrderKey) -> str:
    return f"ORDER#{clock.to_wire(placed_at)}#{key.source}#{key.number}"


def own_order(sale: Sale) -> EffectRecord | None:
    """Among those of who placed it."""
    if sale.customer is None:
        return None
    sk = placed_sk(sale.placed_at, sale.key)
    return EffectRecord(journal(sale.customer), sk, expires_at=expiry(sale.placed_at))


def order_of(sk: str) -> OrderKey:
    """A source is a name, which has no hash; a number may have any."""
    _, _, source, number = sk.split("#", 3)
    return OrderKey(source, number)


def journal(customer: str) -> str:
    return f"JOURNAL#{customer}"


def place_key(customer: str, whose: Whose) -> Key:
    return journal(customer), f"SENT#{whose.set_key}#{whose.person}"


def whose_of(sk: str) -> Whose:
    _, set_key, person = sk.split("#")
    return Whose(set_key, int(person))


def erased_key(digest: str) -> Key:
    return f"ERASED#{digest}", "-"


def arm_key(customer: str, place: str) -> Key:
    return journal(customer), f"ARM#{place}"


def expiry(at: datetime) -> int:
    return int((at + KEPT_FOR).timestamp())
