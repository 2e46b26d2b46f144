"""Reports and replies of Alibaba Cloud's and Tencent Cloud's SMS: lists of JSON."""

from collections.abc import Mapping
from typing import Any

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Receipt
from promenade.contracts.replies import is_stop
from promenade.kit.errors import Invalid
from promenade.kit.phones import read_caller
from promenade.outreach.channel.wire.receipts.reading import (
    ReceiptUnknown,
    Source,
    detail,
    receipt,
    seconds,
    stopped,
    text,
)

_NO_SUCH_NUMBER = frozenset(
    {"MOBILE_NOT_ON_SERVICE", "MK:0001", "MK:0012", "MN:0001", "MI:0013", "SGIP:1", "DB:0140"}
)
"""Codes of carriers for a number that is none; others may pass."""


def read_alibaba(entry: Mapping[str, Any], source: Source) -> Receipt | None:
    """SmsReport and SmsUp. Raises ReceiptUnknown."""
    if text(entry, "content") and text(entry, "phone_number"):
        return _reply(entry, source, text(entry, "phone_number"), text(entry, "content"))
    is_sent, id_ = entry.get("success"), text(entry, "biz_id")
    if not isinstance(is_sent, bool) or not id_:
        raise ReceiptUnknown("It is no report and no reply of Alibaba Cloud's.")
    at_s, code = seconds(text(entry, "report_time"), source), text(entry, "err_code")
    key = text(entry, "out_id")
    return _report(entry, source, is_sent=is_sent, id_=id_, at_s=at_s, code=code, key=key)


def read_tencent(entry: Mapping[str, Any], source: Source) -> Receipt | None:
    """Raises ReceiptUnknown."""
    if text(entry, "text") and text(entry, "mobile"):
        phone = f"+{text(entry, 'nationcode')}{text(entry, 'mobile')}"
        return _reply(entry, source, phone, text(entry, "text"))
    status, id_ = text(entry, "report_status"), text(entry, "sid")
    if status not in ("SUCCESS", "FAIL") or not id_:
        raise ReceiptUnknown("It is no report and no reply of Tencent Cloud's.")
    at_s, code = seconds(text(entry, "user_receive_time"), source), text(entry, "errmsg")
    return _report(entry, source, is_sent=status == "SUCCESS", id_=id_, at_s=at_s, code=code)


def _report(entry: Any, source: Source, *, is_sent: bool, **told: Any) -> Receipt:
    code, id_, at_s = told["code"], told["id_"], told["at_s"]
    return receipt(
        entry,
        source,
        "delivered" if is_sent else "bounced",
        at_s=at_s,
        provider_id=id_,
        is_final=not is_sent and code in _NO_SUCH_NUMBER,
        detail=detail(code),
        key=told.get("key", ""),
    )


def _reply(entry: Any, source: Source, phone: str, said: str) -> Receipt | None:
    """What asks for nothing tells nothing. Raises ReceiptUnknown for a number that is none: it
    would keep nothing away."""
    if not is_stop(said):
        return None
    try:
        number = read_caller(phone)
    except Invalid:
        raise ReceiptUnknown("It asks for no more messages to what is no number.") from None
    return stopped(entry, source, Channel.SMS, number)
