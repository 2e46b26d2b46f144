"""Accounts in DynamoDB."""

from collections.abc import Iterable, Mapping

from promenade.contracts.message_facts import ChannelAccountAdded, ChannelFact
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.store.records import (
    ChannelRecord,
    account_key,
    account_of,
    bodies_of,
    encode,
)

_ALL = "ACCOUNTS"


class DynamoAccountStore:
    def find(self, account_id: str) -> Stored[Account] | None:
        record = dynamo.find(ChannelRecord, *account_key(account_id), consistent=True)
        return Stored(account_of.decode(record.body), record.fingerprint) if record else None

    def find_many(self, account_ids: Iterable[str]) -> Mapping[str, Account]:
        found = map(account_of.decode, bodies_of(map(account_key, account_ids)))
        return {each.id: each for each in found}

    def add(self, account: Account, stamp: Stamp) -> Account:
        record = _record(account, ChannelAccountAdded, stamp)
        return account_of.decode(dynamo_requests.add(record, stamp))

    def save(self, after: Account, fact: type[ChannelFact], stamp: Stamp) -> Account:
        return account_of.decode(dynamo.replace(_record(after, fact, stamp)).body)

    def list_of(self, limit: int, after: Position | None) -> Page[Account]:
        place = Partition(_ALL, index="gsi1", newest_first=True)
        found = dynamo.page(ChannelRecord, place, limit=limit, after=after)
        return Page(tuple(account_of.decode(each.body) for each in found.items), found.next)


def _record(account: Account, fact: type[ChannelFact], stamp: Stamp) -> ChannelRecord:
    record = ChannelRecord(*account_key(account.id), version=account.version)
    record.gsi1pk = _ALL
    record.gsi1sk = f"{clock.to_wire(account.created_at)}#{account.id}"
    record.body = encode(account)
    return record.stamped(stamp, fact)
