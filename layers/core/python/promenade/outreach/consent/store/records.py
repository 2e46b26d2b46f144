"""Items of the consents' table.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| all that stands of a person | `PERSON#<person>` | `-` | | |
| what a version of it changed | `PERSON#<person>` | `ENTRY#<version>` | | |
| suppressed address | `ADDRESS#<channel>#<address>` | `-` | `SUPPRESSED#<channel>` | `<since>#…` |

A person and an address are named by their digests. Only suppressions in force are in `gsi1`.
"""

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.contracts.channels import Channel
from promenade.kit.config import setting
from promenade.kit.lookups import Key
from promenade.kit.records import IndexedRecord
from promenade.kit.values import Document
from promenade.outreach.consent.model.person import Person
from promenade.outreach.consent.model.suppression import Suppression

ENTRY = "ENTRY#"
TABLE = setting("CONSENT_TABLE")

person_of = msgspec.json.Decoder(Person).decode
suppression_of = msgspec.json.Decoder(Suppression).decode


class ConsentRecord(IndexedRecord):
    class Meta:
        table_name = TABLE


def encode(document: Document) -> str:
    return msgspec.json.encode(document, order="deterministic").decode()


def person_key(person: str) -> Key:
    return f"PERSON#{person}", "-"


def entry_key(person: str, version: int) -> Key:
    return f"PERSON#{person}", f"{ENTRY}{version:010}"


def address_key(channel: Channel, address: str) -> Key:
    return f"ADDRESS#{channel}#{address}", "-"


def is_as(version: int) -> Condition:
    """It is as it was met: not there at version 0."""
    return ConsentRecord.version == version if version else ConsentRecord.pk.does_not_exist()
