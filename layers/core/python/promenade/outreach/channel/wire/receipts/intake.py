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
from promenade.contracts.customers import claim_digest
from promenade.contracts.messages import Receipt
from promenade.contracts.profiles import ADDRESSES
from promenade.kit.decoding import Strict, View
from promenade.kit.digests import Digests
from promenade.kit.errors import NotFound, Unauthenticated
from promenade.kit.http.routes import Reply, ok
from promenade.kit.topics import Topics
from promenade.kit.values import Kind, Value
from promenade.outreach.channel.model import account as kinds
from promenade.outreach.channel.model.account import Account, CodeOrNone
from promenade.outreach.channel.service.accounts import get
from promenade.outreach.channel.service.ports import AccountStore
from promenade.outreach.channel.wire.accounts import receipts_token
from promenade.outreach.channel.wire.receipts.reading import (
    ReadEntry,
    Source,
    Told,
    entries_of,
    read,
)
from promenade.outreach.channel.wire.receipts.ses import read_ses
from promenade.outreach.channel.wire.receipts.sms import read_alibaba, read_tencent
from promenade.outreach.channel.wire.receipts.wechat import Signed, pushed, read_wechat

MOST_BYTES = 200_000
_PARKED_BYTES = 2_000
_PER_MESSAGE = 100
TEXT = "text/plain; charset=utf-8"

Word = Annotated[str, Meta(max_length=64)]
Seal = Callable[[bytes, Mapping[str, str]], bytes]


class ReceiptsQuery(Strict, frozen=True):
    """All but the token is WeChat's."""

    token: Word
    signature: Word = ""
    timestamp: Word = ""
    nonce: Word = ""
    echostr: CodeOrNone = ""
    openid: Word = ""
    encrypt_type: Word = ""
    msg_signature: Word = ""


_READERS: Mapping[type[Kind], tuple[Callable[[bytes], list[Any]], ReadEntry]] = {
    kinds.Alibaba: (entries_of, read_alibaba),
    kinds.Tencent: (entries_of, read_tencent),
    kinds.Ses: (entries_of, read_ses),
    kinds.Wechat: (pushed, read_wechat),
}


class ReceiptsView(View, frozen=True):
    """What Alibaba Cloud (`code`, `msg`) and Tencent Cloud (`result`, `errmsg`) take for a yes."""

    code: int
    msg: str
    result: int
    errmsg: str
    taken_count: int
    parked_count: int


class Proof(Value, frozen=True):
    """What there is to look at, and who looks."""

    body: bytes
    now: datetime
    topics: Topics


def believed(account_id: str, token: str, digests: Digests, store: AccountStore) -> Account:
    """Raises NotFound, whatever is wrong."""
    expected = receipts_token(account_id, digests)
    if not hmac.compare_digest(expected.encode(), token.encode()):
        raise NotFound("There is no such account.", account_id=account_id)
    return get(account_id, store)


def prove(account: Account, query: ReceiptsQuery, call: Proof) -> None:
    """By the provider's own signature, where it has one: the address could be known to others.
    Raises Unauthenticated, or Unavailable while it cannot be looked at."""
    provider = account.terms.provider
    if isinstance(provider, kinds.Ses):
        call.topics.check(call.body, provider.topic_arn or "")
    if isinstance(provider, kinds.Wechat):
        _prove_wechat(query, call.now)


def echoed(account: Account, query: ReceiptsQuery, now: datetime) -> str:
    """Raises NotFound for all but WeChat, who ask nothing, and Unauthenticated."""
    if not isinstance(account.terms.provider, kinds.Wechat):
        raise NotFound("There is no such account.", account_id=account.id)
    _prove_wechat(query, now)
    return query.echostr


def _prove_wechat(query: ReceiptsQuery, now: datetime) -> None:
    if not Signed(query.signature, query.timestamp, query.nonce).holds(query.token, now):
        raise Unauthenticated("The signature is none of WeChat's, or too old.")


def source_of(account: Account, now: datetime, digests: Digests) -> Source:
    provider = account.terms.provider
    app = provider.app_id if isinstance(provider, kinds.Wechat) else None

    def digest(channel: Channel, address: str) -> str:
        return address_digest(channel, address, digests)

    def claim(channel: Channel, address: str) -> str:
        return claim_digest(ADDRESSES[channel], address, app, digests)

    return Source(account.id, int(now.timestamp()), digest, claim)


def understood(account: Account, body: bytes, source: Source) -> Told:
    reader = _READERS.get(type(account.terms.provider))
    if reader is None:
        return Told(unknown=(body.decode(errors="replace"),))
    entries, one = reader
    return read(entries(body), one, source)


def answered(account: Account, told: Told) -> Reply:
    """WeChat shows people that the account is out of order unless it reads `success`."""
    if isinstance(account.terms.provider, kinds.Wechat):
        return Reply(200, "success", {"Content-Type": TEXT})
    count, unknown_count = len(told.receipts), len(told.unknown)
    return ok(ReceiptsView(0, "OK", 0, "OK", taken_count=count, parked_count=unknown_count))


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
