"""The items of the table of stock."""

from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo_claims import ClaimRecord


class StockRecord(ClaimRecord):
    """`available_count` and `reserved_count` are a level's, `stocked_count` a warehouse's; what a
    claim has, a reservation has too."""

    class Meta:
        table_name = setting("STOCK_TABLE")

    available_count = IntegerAttribute(null=True)
    reserved_count = IntegerAttribute(null=True)
    stocked_count = IntegerAttribute(null=True)
