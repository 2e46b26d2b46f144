"""Items of the table of campaigns, and the documents in them.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| campaign | `CAMPAIGN#<id>` | `-` | `CAMPAIGNS#<state>` | `<drafted at>#<id>` |
| its run | `CAMPAIGN#<id>` | `RUN#<number>` | | |
| what was counted of a run; of people's own entries, run 0 | `COUNTS#<id>#<number>` | `-` | | |
| of that, who was skipped for a reason | `COUNTS#<id>#<number>` | `SKIP#<reason>` | | |
| of that, who was sent a variant | `COUNTS#<id>#<number>` | `SENT#<variant>` | | |
| page of a run that was told, done with or to be asked for again | `PAGES#<run>` | `<page>` | | |
| request that was counted | `HANDLED#<request>` | `-` | | |
| which campaigns ever named a segment | `USES#<segment>` | `-` | | |
| what may be spent | `BUDGET#<id>` | `-` | | |
| what a request has of it | `BUDGET#<id>` | `DRAW#<request>` | | |
| what a call made first (see `kit.dynamo_requests`) | `REQUEST#<id>` | `-` | | |
| when it is to be woken (see `kit.due_marks`) | `DUE#<minute>` | `<id>` | | |

What others have to approve is in `waiting` as well, by when it was submitted.
"""

import msgspec
from pynamodb.attributes import UnicodeSetAttribute

from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.due_marks import DueMarks
from promenade.kit.records import IndexedRecord, Record, WaitingRecord
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.runs import Run

TABLE = setting("CAMPAIGN_TABLE")
campaign_of = msgspec.json.Decoder(Campaign)
run_of = msgspec.json.Decoder(Run)


class CampaignRecord(WaitingRecord, IndexedRecord):
    class Meta:
        table_name = TABLE


class RunRecord(Record):
    class Meta:
        table_name = TABLE


class CountRecord(Record):
    people_count = IntegerAttribute(null=True)
    page_count = IntegerAttribute(null=True)
    sent_count = IntegerAttribute(null=True)
    held_out_count = IntegerAttribute(null=True)
    waiting_count = IntegerAttribute(null=True)
    cost_micros = IntegerAttribute(null=True)

    class Meta:
        table_name = TABLE


class PageRecord(Record):
    """Done with where it has a `done_count`."""

    done_count = IntegerAttribute(null=True)
    reopened_count = IntegerAttribute(null=True)

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


class UsesRecord(Record):
    """`version` counts how often one came to name the segment."""

    campaigns = UnicodeSetAttribute(null=True)

    class Meta:
        table_name = TABLE


marks = DueMarks(CampaignRecord)


def campaign_key(campaign_id: str) -> tuple[str, str]:
    return f"CAMPAIGN#{campaign_id}", "-"


def run_key(campaign_id: str, number: int) -> tuple[str, str]:
    return f"CAMPAIGN#{campaign_id}", f"RUN#{number:06}"


def counts_key(campaign_id: str, number: int) -> tuple[str, str]:
    return f"COUNTS#{campaign_id}#{number}", "-"


def page_key(run_id: str, page: int) -> tuple[str, str]:
    return f"PAGES#{run_id}", f"{page:06}"


def uses_key(segment_id: str) -> tuple[str, str]:
    return f"USES#{segment_id}", "-"


def budget_key(campaign_id: str) -> tuple[str, str]:
    return f"BUDGET#{campaign_id}", "-"


def draw_key(campaign_id: str, request_id: str) -> tuple[str, str]:
    return f"BUDGET#{campaign_id}", f"DRAW#{request_id}"
