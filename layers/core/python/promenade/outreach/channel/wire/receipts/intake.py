"""A push's way: believed by the secret in its address, read, into the queue; or parked, sealed."""

import hmac
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from promenade.contracts.channels import Channel
from promenade.contracts.consents import address_digest
from promenade.contracts.messages import Receipt
from promenade.kit.decoding import Strict, View
from promenade.kit.digests import Digests
from promenade.kit.errors import NotFound
from promenade.kit.values import Kind
from promenade.outreach.channel.model import account as kinds
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.service.accounts import get
from promenade.outreach.channel.service.ports import AccountStore
from promenade.outreach.channel.wire.accounts import receipts_token
from promenade.outreach.channel.wire.receipts.reading import Source, Told, read
from promenade.outreach.channel.wire.receipts.ses import read_ses
from promenade.outreach.channel.wire.receipts.sms import read_alibaba, read_tencent

MOST_BYTES = 200_000
_PARKED_BYTES = 2_000
_PER_MESSAGE = 100

Seal = Callable[[bytes, Mapping[str, str]], bytes]


class ReceiptsQuery(Strict, frozen=True):
    token: Annotated[str, Meta(max_length=64)]


class ReceiptsView(View, frozen=True):
    """What Alibaba Cloud (`code`, `msg`) and Tencent Cloud (`result`, `errmsg`) take for a yes."""

    code: int
    msg: str
    result: int
    errmsg: str
    taken_count: int
    parked_count: int


def believed(account_id: str, token: str, digests: Digests, store: AccountStore) -> Account:
    """Raises NotFound, whatever is wrong."""
    expected = receipts_token(account_id, digests)
    if not hmac.compare_digest(expected.encode(), token.encode()):
        raise NotFound("There is no such account.", account_id=account_id)
    return get(account_id, store)


def source_of(account: Account, now: datetime, digests: Digests) -> Source:
    def digest(channel: Channel, address: str) -> str:
        return address_digest(channel, address, digests)

    return Source(account.id, int(now.timestamp()), digest)


def understood(account: Account, body: bytes, source: Source) -> Told:
    readers: Mapping[type[Kind], Any] = {
        kinds.Alibaba: read_alibaba,
        kinds.Tencent: read_tencent,
        kinds.Ses: read_ses,
    }
    one = readers.get(type(account.terms.provider))
    if one is None:
        return Told(unknown=(body.decode(errors="replace"),))
    return read(body, lambda found: found if isinstance(found, list) else [found], one, source)


def answered(told: Told) -> ReceiptsView:
    return ReceiptsView(
        code=0,
        msg="OK",
        result=0,
        errmsg="OK",
        taken_count=len(told.receipts),
        parked_count=len(told.unknown),
    )


def messages(receipts: tuple[Receipt, ...]) -> list[bytes]:
    """Bodies for the queue, of at most 100 receipts each."""
    starts = range(0, len(receipts), _PER_MESSAGE)
    return [msgspec.json.encode(receipts[start : start + _PER_MESSAGE]) for start in starts]


def parked(account_id: str, unknown: Iterable[Any], seal: Seal) -> str:
    """The start of what nobody understands, sealed: it may name people."""
    content = msgspec.json.encode(list(unknown))[:_PARKED_BYTES]
    sealed = seal(content, {"purpose": "receipts", "account": account_id})
    told = {"account_id": account_id, "sealed": b64encode(sealed).decode()}
    return msgspec.json.encode(told).decode()
