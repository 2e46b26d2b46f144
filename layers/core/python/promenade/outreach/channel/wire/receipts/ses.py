"""What Amazon SES tells by a topic of SNS: bounces, complaints, deliveries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Receipt, ReceiptState
from promenade.outreach.channel.wire.providers.amazon import KEY_TAG
from promenade.outreach.channel.wire.receipts.reading import (
    ReceiptUnknown,
    Source,
    detail,
    receipt,
    text,
)

_STATES: Mapping[str, ReceiptState] = {
    "Delivery": "delivered",
    "Bounce": "bounced",
    "Complaint": "complained",
}


def read_ses(entry: Mapping[str, Any], source: Source) -> Receipt | None:
    """Raises ReceiptUnknown."""
    if text(entry, "Type") == "SubscriptionConfirmation":
        return None
    event = _event(entry)
    kind = text(event, "eventType") or text(event, "notificationType")
    mail = _object(event, "mail")
    id_ = text(mail, "messageId")
    if kind not in _STATES or not id_:
        raise ReceiptUnknown("It is no event of a message that is known.")
    told = _object(event, kind.lower())
    is_final = kind == "Bounce" and text(told, "bounceType") == "Permanent"
    code = text(told, "bounceSubType") or text(told, "complaintFeedbackType")
    return receipt(
        event,
        source,
        _STATES[kind],
        at_s=_seconds(text(told, "timestamp"), source),
        provider_id=id_,
        channel=Channel.EMAIL,
        is_final=is_final,
        detail=detail(code),
        key=_key(mail),
    )


def _key(mail: Mapping[str, Any]) -> str:
    found = _object(mail, "tags").get(KEY_TAG)
    return found[0] if isinstance(found, list) and found and isinstance(found[0], str) else ""


def _event(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """A topic may wrap it, or hand it on raw."""
    if text(entry, "Type") != "Notification":
        return entry
    try:
        found = msgspec.json.decode(text(entry, "Message"))
    except (msgspec.DecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ReceiptUnknown("The notification is no event.")
    return found


def _object(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _seconds(said: str, source: Source) -> int:
    try:
        return int(datetime.fromisoformat(said).timestamp())
    except ValueError:
        return source.at_s
