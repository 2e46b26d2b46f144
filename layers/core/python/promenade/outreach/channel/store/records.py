"""Items of the channels' table, and the documents in them.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| account | `ACCOUNT#<id>` | `-` | `ACCOUNTS` | `<added at>#<id>` |
| template | `MESSAGE#<id>` | `-` | `MESSAGES#<channel>` | `<status>#<drafted at>#<id>` |
| terms that were approved, for good | `MESSAGE#<id>` | `APPROVED#<nine digits>` | | |
| until when an account's time is booked | `PACE#<id>` | `-` | | |

What others have to approve is in `waiting` as well, by when it was submitted.
"""

from collections.abc import Iterable, Sequence

import msgspec

from promenade.kit.config import setting
from promenade.kit.lookups import Lookup, look_up
from promenade.kit.records import IndexedRecord, WaitingRecord
from promenade.kit.values import Document
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.model.template import Approved, Template

Key = tuple[str, str]
TABLE = setting("CHANNEL_TABLE")
account_of = msgspec.json.Decoder(Account)
template_of = msgspec.json.Decoder(Template)
approved_of = msgspec.json.Decoder(Approved)


class ChannelRecord(WaitingRecord, IndexedRecord):
    class Meta:
        table_name = TABLE


def account_key(account_id: str) -> Key:
    return f"ACCOUNT#{account_id}", "-"


def template_key(template_id: str) -> Key:
    return f"MESSAGE#{template_id}", "-"


def approved_key(template_id: str, version: int) -> Key:
    return f"MESSAGE#{template_id}", f"APPROVED#{version:09}"


def encode(document: Document) -> str:
    return msgspec.json.encode(document, order="deterministic").decode()


def bodies_of(keys: Iterable[Key]) -> Sequence[str]:
    """The documents of those of the keys that exist, in no order; consistent."""
    (found,) = look_up(Lookup(TABLE, tuple(keys), list[str], is_consistent=True))
    return found
