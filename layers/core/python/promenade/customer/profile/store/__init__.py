"""Profiles in DynamoDB.

| item | pk | sk |
|---|---|---|
| person | `PERSON#<customer>` | `-` |
| a purchase of his that counts | `PERSON#<customer>` | `PAID#<paid at>#<zone>#<source>#<number>` |
| that a tag is said of him | `PERSON#<customer>` | `TAG#<tag>` |
| whose an address is | `IDENTITY#<digest>` | `-` |
| what was counted of an order | `ORDER#<source>#<number>` | `-` |
| what a call with a key made first | `REQUEST#<id of the key>` | `-` |
| how staff want people scored | `SCORING` | `RULE` |
| boundaries of the population | `SCORING` | `BOUNDARIES` |
| people of a shard in a bucket | `POPULATION#<shard>` | `<measure>#<bucket>` |

Personal data are in `sealed` alone, digests of addresses in `claims` and keys: `body`, which the
stream hands on, has neither. A person is always in the same shard of the population, and counted
by the write that changes him.

Lists are in `gsi1`, which has keys alone: of people whose profiles are in use, and of tags.

| item | gsi1pk | gsi1sk |
|---|---|---|
| person | `BOUGHT#<never, once or often>#<shard>` | `<last paid at>#<customer>` |
| that a tag is said of him | `TAG#<tag>#<shard>` | `<said at>#<customer>` |
"""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from promenade.contracts.profiles import ProfileChanged
from promenade.customer.profile.model.person import Profile
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.records import IndexedRecord
from promenade.kit.trail import Subject


class ProfileRecord(IndexedRecord):
    """`owner` is whose an address is, `people_count` how many are in a bucket."""

    sealed = BinaryAttribute(legacy_encoding=False, null=True)
    claims = UnicodeAttribute(null=True)
    owner = UnicodeAttribute(null=True)
    people_count = IntegerAttribute(null=True)

    class Meta:
        table_name = setting("PROFILE_TABLE")


def person_key(customer: str) -> str:
    return f"PERSON#{customer}"


def subject_of(profile: Profile) -> Subject:
    key = f"{person_key(profile.id)}/-"
    return Subject(ProfileChanged.publisher, key, profile.version)
