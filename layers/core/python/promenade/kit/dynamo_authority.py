"""What a member of the staff may do now, in DynamoDB: by the subject of their token, one item.

| item | pk | sk |
|---|---|---|
| what a member may do | `ACCESS#<subject>` | `-` |
| that there is an owner, and whose turn it is | `REGISTER` | `-` |

Every API function looks here; `base/staff` alone writes, in the same table.
"""

import msgspec

from promenade.kit import dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.authority import Authority
from promenade.kit.config import setting
from promenade.kit.records import IndexedRecord

REGISTER = ("REGISTER", "-")
_authority = msgspec.json.Decoder(Authority)


class AccessRecord(IndexedRecord):
    """`turns` counts the changes of who may do what, `owners_count` the active owners for good."""

    turns = IntegerAttribute(null=True)
    owners_count = IntegerAttribute(null=True)

    class Meta:
        table_name = setting("STAFF_TABLE")


def access_key(subject: str) -> tuple[str, str]:
    return f"ACCESS#{subject}", "-"


class DynamoDirectory:
    def find(self, subject: str) -> Authority | None:
        record = dynamo.find(AccessRecord, *access_key(subject), consistent=True)
        return _authority.decode(record.body) if record else None

    def has_owner(self) -> bool:
        """The register is begun by the first one."""
        return dynamo.find(AccessRecord, *REGISTER, consistent=True) is not None
