"""Items of the table of flash sales, and the documents in them.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| sale | `SALE#<id>` | `-` | `SALES#<status>` | `<drafted at>#<id>` |
| shard of its claim set (see `kit.dynamo_claim_sets`) | `PIECES#<lot>#<shard>` | `-` | | |
| blocks of tokens (see `kit.dynamo_pieces`) | `PIECES#<sale>#TOKENS#<minute>#<shard>` | `-` | | |
| its queue | `QUEUE#<sale>` | `-` | | |
| draw | `QUEUE#<sale>` | `DRAW#<number>` | | |
| spot of a customer in it | `SPOTS#<sale>#<shard>` | `<mark>` | | |
| page of a draw: positions by mark | `POSITIONS#<sale>#<digest of its marks>` | `<page>` | | |

What others have to approve is in `waiting` as well, by when it was submitted.
"""

import msgspec

from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.kit.attributes import InstantAttribute
from promenade.kit.config import setting
from promenade.kit.records import IndexedRecord, Record, WaitingRecord
from promenade.kit.set_items import SetRecord

TABLE = setting("FLASH_SALE_TABLE")
sale_of = msgspec.json.Decoder(FlashSale)


class SaleRecord(WaitingRecord, IndexedRecord):
    class Meta:
        table_name = TABLE


class ShardRecord(SetRecord):
    class Meta:
        table_name = TABLE


class QueueRecord(Record):
    class Meta:
        table_name = TABLE


class SpotRecord(Record):
    class Meta:
        table_name = TABLE

    joined_at = InstantAttribute(null=True)


def sale_key(sale_id: str) -> tuple[str, str]:
    return f"SALE#{sale_id}", "-"
