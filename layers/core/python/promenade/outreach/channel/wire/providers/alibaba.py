"""Alibaba Cloud SMS, SendSms of 2017-05-25, signed by ACS3-HMAC-SHA256.

It knows no keys: a call that nobody answered is not made again.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote

import msgspec

from promenade.kit.outward import Answer, Request
from promenade.outreach.channel.model.account import Alibaba
from promenade.outreach.channel.model.sending import Job, Taken
from promenade.outreach.channel.wire.providers.answers import Verdict, document, judge, text_of
from promenade.outreach.channel.wire.providers.phones import international

HOST = "dysmsapi.aliyuncs.com"
_ALGORITHM = "ACS3-HMAC-SHA256"
_CHINA = "+86"
_VERDICTS: Mapping[str, Verdict] = {
    "isv.MOBILE_NUMBER_ILLEGAL": "invalid_address",
    "isv.MOBILE_COUNT_OVER_LIMIT": "invalid_address",
    "isv.BUSINESS_LIMIT_CONTROL": "busy",
    "isv.DAY_LIMIT_CONTROL": "busy",
    "Throttling": "busy",
    "ServiceUnavailable": "busy",
    "isv.BLACK_LIST": "opted_out",
    "isv.": "content",
    "isv.AMOUNT_NOT_ENOUGH": "account",
    "isv.OUT_OF_SERVICE": "account",
    "isv.PRODUCT_UN": "account",
    "isv.ACCOUNT": "account",
    "isp.RAM_PERMISSION_DENY": "account",
    "InvalidAccessKeyId": "account",
    "SignatureDoesNotMatch": "account",
    "Forbidden": "account",
}


def request(job: Job) -> Request:
    """Raises MessageRefused."""
    account, content = job.account.provider, job.message.content
    if not isinstance(account, Alibaba):
        raise TypeError(account)
    given = {name: text.clear for name, text in content.parameters.items()}
    query = {
        "PhoneNumbers": _number(job.address),
        "SignName": account.sign,
        "TemplateCode": job.template_code,
        "TemplateParam": msgspec.json.encode(given).decode(),
        "OutId": job.message.key,
    }
    told = "&".join(f"{_quoted(name)}={_quoted(query[name])}" for name in sorted(query))
    return Request(f"https://{HOST}/?{told}", b"", _headers(job, told))


def read(answer: Answer) -> Taken:
    """Raises ProviderBusy, ProviderSilent or MessageRefused."""
    found = document(answer)
    code = text_of(found, "Code")
    if code != "OK":
        raise judge(code, _VERDICTS)
    return Taken(text_of(found, "BizId"))


def _number(address: str) -> str:
    """Of the mainland's without the country, others without the plus."""
    return international(address).removeprefix(_CHINA).removeprefix("+")


def _headers(job: Job, query: str) -> dict[str, str]:
    at = datetime.fromtimestamp(job.at_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = {
        "host": HOST,
        "x-acs-action": "SendSms",
        "x-acs-content-sha256": sha256(b"").hexdigest(),
        "x-acs-date": at,
        "x-acs-signature-nonce": sha256(f"{job.message.key} {at}".encode()).hexdigest()[:32],
        "x-acs-version": "2017-05-25",
    }
    names = ";".join(headers)
    told = "".join(f"{name}:{value}\n" for name, value in headers.items())
    asked = f"POST\n/\n{query}\n{told}\n{names}\n{headers['x-acs-content-sha256']}"
    to_sign = f"{_ALGORITHM}\n{sha256(asked.encode()).hexdigest()}"
    signature = hmac.digest(job.key("access_key_secret").encode(), to_sign.encode(), "sha256").hex()
    credential = f"Credential={job.key('access_key_id')}"
    signed = f"{_ALGORITHM} {credential},SignedHeaders={names},Signature={signature}"
    return {**headers, "authorization": signed}


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")
