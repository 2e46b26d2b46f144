"""Of one push of a provider: its receipts, and what of it nobody understands."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Receipt, ReceiptState
from promenade.kit.errors import DomainError
from promenade.kit.values import Value

MOST_ENTRIES = 500
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_MOST_DETAIL = 80
_EARLIEST_S = 946_684_800
"""2000-01-01."""

Digest = Callable[[Channel, str], str]
"""Of an address by a channel."""


class ReceiptUnknown(DomainError):
    """A provider tells what no reader knows; it is kept."""


class Source(Value, frozen=True):
    """Whose push it is, when it came; by `claim` profiles have an address."""

    account_id: str
    at_s: int
    digest: Digest
    claim: Digest


class Told(Value, frozen=True):
    """`unknown` are entries as they came."""

    receipts: tuple[Receipt, ...] = ()
    unknown: tuple[Any, ...] = ()


ReadEntry = Callable[[Mapping[str, Any], Source], Receipt | None]
"""None for what tells nothing of a message's fate. Raises ReceiptUnknown."""


def read(entries: Iterable[Any], one: ReadEntry, source: Source) -> Told:
    receipts, unknown = list[Receipt](), list[Any]()
    for entry in entries:
        try:
            found = one(_object(entry), source)
            receipts += [found] if found else []
        except ReceiptUnknown:
            unknown.append(entry)
    return Told(tuple(receipts), tuple(unknown))


def _object(entry: Any) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise ReceiptUnknown("An entry is no object.")
    return entry


def entries_of(body: bytes) -> list[Any]:
    """Of JSON; a body that is no list of at most 500 is one entry."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = body.decode(errors="replace")
    return found if isinstance(found, list) and len(found) <= MOST_ENTRIES else [found]


def receipt(entry: Any, source: Source, state: ReceiptState, **told: Any) -> Receipt:
    """Its `event_id` is of the entry's content: told again, it is the same. A clock that was never
    set would make a STOP older than all that was said: it counts from when it came."""
    event_id = sha256(msgspec.json.encode([source.account_id, entry], order="sorted")).hexdigest()
    given = {"at_s": source.at_s, "event_id": event_id[:32], **told}
    if given["at_s"] < _EARLIEST_S:
        given["at_s"] = source.at_s
    return Receipt(account_id=source.account_id, state=state, **given)


def stopped(entry: Any, source: Source, channel: Channel, address: str, **told: Any) -> Receipt:
    """By who was written to there, of whatever message."""
    told["address_digest"] = source.digest(channel, address)
    told["claim"] = source.claim(channel, address)
    return receipt(entry, source, "stopped", channel=channel, **told)


def text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return str(value) if isinstance(value, str | int) else ""


def seconds(said: str, source: Source) -> int:
    """Of a time in Shanghai, `2026-03-01 12:00:00`; when it came, where it is none."""
    try:
        return int(datetime.fromisoformat(said).replace(tzinfo=_SHANGHAI).timestamp())
    except ValueError:
        return source.at_s


def detail(said: str) -> str:
    """A code of the provider's, without what is not one."""
    return "".join(each for each in said if each.isalnum() or each in "._- ")[:_MOST_DETAIL]
