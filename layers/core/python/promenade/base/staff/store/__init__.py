"""The staff in DynamoDB.

| item | pk | sk |
|---|---|---|
| member | `STAFF#<id>` | `-` |
| whose an address is | `EMAIL#<digest>` | `-` |
| as whom the one acted who had it and was removed | `FORMER#<digest>` | `-` |
| what a member may do | `ACCESS#<subject>` | `-` |
| role | `ROLE#<id>` | `-` |
| API client | `CLIENT#<id>` | `-` |
| how many calls it booked (`kit/dynamo_api_clients.py`) | `CALLS#<id>` | `-` |
| that a member has a grant of it | `ROLE#<id>` | `HELD#<member>` |
| that a grant of a member names it, or once did | `CATEGORY#<id>` | `NAMED#<member>` |
| how many have to approve what | `POLICY#approvals` | `-` |
| what a call with a key made first | `REQUEST#<id of the key>` | `-` |
| that there is an owner, and whose turn it is | `REGISTER` | `-` |

Personal data are in `sealed` alone, the digest of the address in `claim` and a key: `body`, which
the stream hands on, has neither, nor the digests of a client's keys. What a member may do is
written by the same transactions as what it is derived of (`kit/dynamo_authority.py`).

Lists are in `gsi1`: members that were not removed under `STAFF`, by when they were invited; roles
under `ROLES`, by their ids; API clients under `CLIENTS`, by when they were registered, without the
one that the deployment made.
"""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from promenade.base.staff.model.member import Member
from promenade.contracts.staff import StaffFact
from promenade.kit.config import setting
from promenade.kit.records import IndexedRecord
from promenade.kit.trail import Subject


class StaffRecord(IndexedRecord):
    """`owner` is the member whose an address is, `former` the subject of the account before."""

    sealed = BinaryAttribute(legacy_encoding=False, null=True)
    claim = UnicodeAttribute(null=True)
    subject = UnicodeAttribute(null=True)
    former = UnicodeAttribute(null=True)
    owner = UnicodeAttribute(null=True)

    class Meta:
        table_name = setting("STAFF_TABLE")


def staff_key(staff_id: str) -> tuple[str, str]:
    return f"STAFF#{staff_id}", "-"


def subject_of(member: Member) -> Subject:
    return Subject(StaffFact.publisher, "/".join(staff_key(member.id)), member.version)
