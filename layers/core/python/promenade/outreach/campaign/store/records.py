"""Items of the table of campaigns, and the documents in them.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| campaign | `CAMPAIGN#<id>` | `-` | `CAMPAIGNS#<state>` | `<drafted at>#<id>` |
| what may be spent | `BUDGET#<id>` | `-` | | |
| what a request has of it | `BUDGET#<id>` | `DRAW#<request>` | | |
| what a call made first (see `kit.dynamo_requests`) | `REQUEST#<id>` | `-` | | |
| when it is to be woken (see `kit.due_marks`) | `DUE#<minute>` | `<id>` | | |
"""

import msgspec

from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.due_marks import DueMarks
from promenade.kit.records import IndexedRecord, Record
from promenade.outreach.campaign.model.campaign import Campaign

TABLE = setting("CAMPAIGN_TABLE")
campaign_of = msgspec.json.Decoder(Campaign)


class CampaignRecord(IndexedRecord):
    class Meta:
        table_name = TABLE


class BudgetRecord(Record):
    """Of a draw: `drawn_micros`, and `settled_micros` once it is known what it cost."""

    total_micros = IntegerAttribute(null=True)
    left_micros = IntegerAttribute(null=True)
    drawn_micros = IntegerAttribute(null=True)
    settled_micros = IntegerAttribute(null=True)

    class Meta:
        table_name = TABLE


marks = DueMarks(CampaignRecord)


def campaign_key(campaign_id: str) -> tuple[str, str]:
    return f"CAMPAIGN#{campaign_id}", "-"


def budget_key(campaign_id: str) -> tuple[str, str]:
    return f"BUDGET#{campaign_id}", "-"


def draw_key(campaign_id: str, request_id: str) -> tuple[str, str]:
    return f"BUDGET#{campaign_id}", f"DRAW#{request_id}"
