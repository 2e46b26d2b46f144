"""Tencent Cloud SMS, SendSms of 2021-01-11, signed by TC3-HMAC-SHA256.

It knows no keys: a call that nobody answered is not made again.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec

from promenade.kit.outward import Answer, Request
from promenade.outreach.channel.model.account import Tencent
from promenade.outreach.channel.model.sending import Job, Taken
from promenade.outreach.channel.wire.providers.answers import (
    Verdict,
    document,
    judge,
    silent,
    text_of,
)
from promenade.outreach.channel.wire.providers.phones import international

HOST = "sms.tencentcloudapi.com"
_ALGORITHM = "TC3-HMAC-SHA256"
_TYPE = "application/json; charset=utf-8"
_SIGNED = "content-type;host"
_VERDICTS: Mapping[str, Verdict] = {
    "LimitExceeded": "busy",
    "RequestLimitExceeded": "busy",
    "ResourceUnavailable": "busy",
    "InvalidParameterValue.IncorrectPhoneNumber": "invalid_address",
    "FailedOperation.PhoneNumberInBlacklist": "opted_out",
    "FailedOperation.InsufficientBalance": "account",
    "FailedOperation": "content",
    "InvalidParameter": "content",
    "MissingParameter": "content",
    "UnsupportedOperation": "content",
    "UnauthorizedOperation": "account",
    "AuthFailure": "account",
}


def request(job: Job) -> Request:
    """Raises MessageRefused."""
    account, content = job.account.provider, job.message.content
    if not isinstance(account, Tencent):
        raise TypeError(account)
    asked = {
        "PhoneNumberSet": [international(job.address)],
        "SmsSdkAppId": account.app_id,
        "SignName": account.sign,
        "TemplateId": job.template_code,
        "TemplateParamSet": [text.clear for text in content.parameters.values()],
        "SessionContext": job.message.key,
    }
    body = msgspec.json.encode(asked)
    headers = {
        "content-type": _TYPE,
        "host": HOST,
        "x-tc-action": "SendSms",
        "x-tc-region": account.region,
        "x-tc-timestamp": str(job.at_s),
        "x-tc-version": "2021-01-11",
        "authorization": _signature(job, body),
    }
    return Request(f"https://{HOST}/", body, headers)


def read(answer: Answer) -> Taken:
    """Raises ProviderBusy, ProviderSilent or MessageRefused."""
    found = _entry(document(answer).get("Response"), "of what was asked")
    if error := found.get("Error"):
        raise judge(text_of(_entry(error, "error"), "Code"), _VERDICTS)
    told = found.get("SendStatusSet")
    status = _entry(told[0] if isinstance(told, list) and told else None, "status")
    code = text_of(status, "Code")
    if code != "Ok":
        raise judge(code, _VERDICTS)
    fee = status.get("Fee")
    return Taken(text_of(status, "SerialNo"), fee if type(fee) is int else None)


def _entry(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise silent(f"no {what}")
    return value


def _signature(job: Job, body: bytes) -> str:
    day = datetime.fromtimestamp(job.at_s, UTC).strftime("%Y-%m-%d")
    headers = f"content-type:{_TYPE}\nhost:{HOST}\n"
    asked = f"POST\n/\n\n{headers}\n{_SIGNED}\n{sha256(body).hexdigest()}"
    scope = f"{day}/sms/tc3_request"
    to_sign = f"{_ALGORITHM}\n{job.at_s}\n{scope}\n{sha256(asked.encode()).hexdigest()}"
    key = f"TC3{job.key('secret_key')}".encode()
    for part in scope.split("/"):
        key = _mac(key, part)
    credential = f"Credential={job.key('secret_id')}/{scope}"
    signature = _mac(key, to_sign).hex()
    return f"{_ALGORITHM} {credential}, SignedHeaders={_SIGNED}, Signature={signature}"


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
