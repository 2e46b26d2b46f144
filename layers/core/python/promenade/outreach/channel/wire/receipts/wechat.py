"""What WeChat pushes: how template messages ended, what people answer, and who follows no more."""

import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha1
from typing import Any

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Receipt, ReceiptState
from promenade.contracts.replies import is_stop
from promenade.kit.values import Value
from promenade.outreach.channel.wire.receipts.reading import (
    ReceiptUnknown,
    Source,
    detail,
    receipt,
    stopped,
    text,
)

_QUOTED = r"<!\[CDATA\[((?:(?!<!\[CDATA\[).)*?)\]\]>"
"""Up to where another one begins, so that each character is looked at once."""
_FIELD = re.compile(rf"<(\w{{1,32}})>(?:{_QUOTED}|([^<>]*))</\1>", re.DOTALL)
_TOLERANCE = timedelta(minutes=5)
_BLOCKED, _DONE = "failed:user block", "success"


class Signed(Value, frozen=True):
    """What WeChat puts behind the address."""

    signature: str
    timestamp: str
    nonce: str

    def holds(self, token: str, now: datetime) -> bool:
        """Whether it is WeChat, not long ago: of the words in order, SHA-1."""
        told = "".join(sorted((token, self.timestamp, self.nonce)))
        expected = sha1(told.encode(), usedforsecurity=False).hexdigest()
        is_signed = hmac.compare_digest(expected.encode(), self.signature.encode())
        is_time = self.timestamp.isascii() and self.timestamp.isdigit()
        age_s = abs(now.timestamp() - int(self.timestamp)) if is_time else float("inf")
        return is_signed and age_s <= _TOLERANCE.total_seconds()


def pushed(body: bytes) -> list[Any]:
    """Its flat XML as one entry; a text as it is where it is none."""
    said = body.decode(errors="replace")
    found = {name: quoted or plain for name, quoted, plain in _FIELD.findall(said)}
    return [found or said]


def read_wechat(entry: Mapping[str, Any], source: Source) -> Receipt | None:
    """Raises ReceiptUnknown, also for what is encrypted."""
    kind, openid = text(entry, "MsgType"), text(entry, "FromUserName")
    if not kind or not openid:
        raise ReceiptUnknown("It is no push of WeChat's, or not in plain mode.")
    if kind == "event":
        return _event(entry, source, openid)
    if kind == "text" and is_stop(text(entry, "Content")):
        return _stopped(entry, source, openid)
    return None


def _event(entry: Mapping[str, Any], source: Source, openid: str) -> Receipt | None:
    event = text(entry, "Event")
    if event == "unsubscribe":
        return _stopped(entry, source, openid)
    if event != "TEMPLATESENDJOBFINISH":
        return None
    status, id_ = text(entry, "Status"), text(entry, "MsgID")
    if not id_:
        raise ReceiptUnknown("It tells of a message without its id.")
    states: Mapping[str, ReceiptState] = {_DONE: "delivered", _BLOCKED: "stopped"}
    return receipt(
        entry,
        source,
        states.get(status, "bounced"),
        at_s=_seconds(entry, source),
        provider_id=id_,
        channel=Channel.WECHAT,
        detail=detail(status.removeprefix("failed").lstrip(": ")),
    )


def _stopped(entry: Mapping[str, Any], source: Source, openid: str) -> Receipt:
    return stopped(entry, source, Channel.WECHAT, openid, at_s=_seconds(entry, source))


def _seconds(entry: Mapping[str, Any], source: Source) -> int:
    said = text(entry, "CreateTime")
    return int(said) if re.fullmatch("[0-9]{1,11}", said) else source.at_s
