"""The items of segments, and what their keys are.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| segment | `SEGMENT#<id>` | `-` | `SEGMENTS#<status>` | `<id>` |
| registry of what segments name, and which are followed | `REGISTRY` | `-` | | |
| person, at his place in one of the parts | `PEOPLE#<part>` | `<hash>#<customer>` | | |
| whose digest it is; nobody is named whom nobody may know | `DIGEST#<digest>` | `-` | | |
| that he came into a segment, or left | `MEMBER#<segment>#<customer>` | `-` | | |
| run | `RUN#<id>` | `-` | of a static one, `STATIC RUNS` | `<id>` |
| how far a part of it is | `RUN#<id>` | `PART#<number>` | | |
| page that it kept | `PAGES#<id>#<part>` | `<number>` | | |
"""

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.kit.config import setting
from promenade.kit.lookups import Key
from promenade.kit.records import IndexedRecord, Record
from promenade.kit.values import Document
from promenade.outreach.segment.model.run import place_of


class SegmentRecord(IndexedRecord):
    class Meta:
        table_name = setting("SEGMENT_TABLE")


def encode(document: Document) -> str:
    return msgspec.json.encode(document, order="deterministic").decode()


def segment_key(segment_id: str) -> Key:
    return f"SEGMENT#{segment_id}", "-"


def person_key(customer: str) -> Key:
    part, place = place_of(customer)
    return people_key(part), place


def people_key(part: int) -> str:
    return f"PEOPLE#{part:02}"


def run_key(run_id: str) -> Key:
    return f"RUN#{run_id}", "-"


def part_key(run_id: str, number: int) -> Key:
    return f"RUN#{run_id}", f"PART#{number:02}"


def page_key(run_id: str, part: int, number: int) -> Key:
    return f"PAGES#{run_id}#{part:02}", f"{number:06}"


def is_as(version: int) -> Condition:
    """It is as it was met: not there at version 0."""
    return Record.version == version if version else Record.pk.does_not_exist()
