"""Access tokens in DynamoDB, sealed: one for all containers."""

from base64 import b64decode, b64encode

import msgspec
from pynamodb.attributes import UnicodeAttribute

from promenade.kit import dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.records import Record
from promenade.kit.vault import Vault
from promenade.outreach.channel.service.tokens import Token
from promenade.outreach.channel.store.records import TABLE

_token_of = msgspec.json.Decoder(Token)


class TokenRecord(Record):
    """`sealed` is a token and its end; of a lease, `until_s` is when it ends."""

    sealed = UnicodeAttribute(null=True)
    until_s = IntegerAttribute(null=True)

    class Meta:
        table_name = TABLE


class DynamoTokenStore:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def find(self, account_id: str) -> Token | None:
        record = dynamo.find(TokenRecord, *_key(account_id), consistent=True)
        if record is None or record.sealed is None:
            return None
        opened = self._vault.open(b64decode(record.sealed), _context(account_id))
        return _token_of.decode(opened)

    def keep(self, account_id: str, token: Token) -> None:
        sealed = self._vault.seal(msgspec.json.encode(token), _context(account_id))
        dynamo.put(TokenRecord(*_key(account_id), sealed=b64encode(sealed).decode()))

    def lease(self, account_id: str, now_s: int, until_s: int) -> bool:
        nobody_has_it = TokenRecord.pk.does_not_exist() | (TokenRecord.until_s <= now_s)
        record = TokenRecord(_key(account_id)[0], "LEASE", until_s=until_s)
        try:
            dynamo.put(record, nobody_has_it)
        except ConditionFailed:
            return False
        return True


def _key(account_id: str) -> tuple[str, str]:
    return f"TOKEN#{account_id}", "-"


def _context(account_id: str) -> dict[str, str]:
    return {"purpose": "access token", "account": account_id}
