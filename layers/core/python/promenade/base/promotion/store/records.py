"""The item of the promotions' table."""

from pynamodb.attributes import UnicodeAttribute

from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo_claims import ClaimRecord
from promenade.kit.limits import Tally
from promenade.kit.records import IndexedRecord, WaitingRecord


class PromotionRecord(WaitingRecord, IndexedRecord):
    """`change` is the fact that a kept version came with."""

    change = UnicodeAttribute(null=True)

    class Meta:
        table_name = setting("PROMOTION_TABLE")


class LimitRecord(ClaimRecord):
    """Of what counts towards a promotion's limits; `used` counts the orders of one buyer."""

    used = IntegerAttribute(null=True)

    class Meta:
        table_name = setting("PROMOTION_TABLE")


class GuessTally(Tally):
    """What was guessed, and by whom (see `kit.limits`)."""

    class Meta:
        table_name = setting("PROMOTION_TABLE")
