"""The items of the table of stock."""

from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo_claims import ClaimRecord
from promenade.kit.records import IndexedRecord


class StockRecord(ClaimRecord, IndexedRecord):
    """`available_count` and `reserved_count` are a level's; so are `lent_count`, the part of what
    is reserved that is in pools, `is_spread` (1 while its units for sale are), and `turns`, which
    rises as these counts change without a version. `stocked_count` is a warehouse's. What a claim
    has, a reservation has too. In the index are reservations of a level's own units while held."""

    class Meta:
        table_name = setting("STOCK_TABLE")

    available_count = IntegerAttribute(null=True)
    reserved_count = IntegerAttribute(null=True)
    lent_count = IntegerAttribute(null=True)
    is_spread = IntegerAttribute(null=True)
    turns = IntegerAttribute(null=True)
    stocked_count = IntegerAttribute(null=True)
