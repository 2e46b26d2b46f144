"""The item of the promotions' table."""

from promenade.kit.config import setting
from promenade.kit.records import IndexedRecord


class PromotionRecord(IndexedRecord):
    class Meta:
        table_name = setting("PROMOTION_TABLE")
