"""What a member of the staff, or an API client, may do now, in DynamoDB: one item each.

| item | pk | sk |
|---|---|---|
| what a member may do | `ACCESS#<subject>` | `-` |
| an API client, and what it may do | `CLIENT#<id>` | `-` |
| that there is an owner, and whose turn it is | `REGISTER` | `-` |

Every API function looks here; `base/staff` alone writes, in the same table.
"""

import msgspec
from pynamodb.attributes import UnicodeAttribute

from promenade.kit import dynamo
from promenade.kit.api_clients import ClientAuthority, KnownClient
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.authority import Authority
from promenade.kit.config import setting
from promenade.kit.records import IndexedRecord

REGISTER = ("REGISTER", "-")
_authority = msgspec.json.Decoder(Authority)
_client = msgspec.json.Decoder(ClientAuthority)
_digests = msgspec.json.Decoder(dict[str, str])


class AccessRecord(IndexedRecord):
    """`turns` counts the changes of who may do what, `owners_count` the active owners for good.
    `digests` are those of a client's keys, by their ids, in JSON: no part of the document, which
    goes to the audit trail."""

    turns = IntegerAttribute(null=True)
    owners_count = IntegerAttribute(null=True)
    digests = UnicodeAttribute(null=True)

    class Meta:
        table_name = setting("STAFF_TABLE")


def access_key(subject: str) -> tuple[str, str]:
    return f"ACCESS#{subject}", "-"


def client_key(client_id: str) -> tuple[str, str]:
    return f"CLIENT#{client_id}", "-"


def digests_of(record: AccessRecord) -> dict[str, str]:
    return _digests.decode(record.digests or "{}")


class DynamoDirectory:
    def find(self, subject: str) -> Authority | None:
        record = dynamo.find(AccessRecord, *access_key(subject), consistent=True)
        return _authority.decode(record.body) if record else None

    def has_owner(self) -> bool:
        """The register is begun by the first one."""
        return dynamo.find(AccessRecord, *REGISTER, consistent=True) is not None

    def find_client(self, client_id: str) -> KnownClient | None:
        record = dynamo.find(AccessRecord, *client_key(client_id), consistent=True)
        return KnownClient(_client.decode(record.body), digests_of(record)) if record else None
