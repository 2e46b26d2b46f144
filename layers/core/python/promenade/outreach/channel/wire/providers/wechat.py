"""Template messages of a WeChat official account.

It knows keys: of one `client_msg_id` to one person it sends one message, for ten minutes.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec

from promenade.kit.outward import Answer, Request
from promenade.kit.values import Value
from promenade.outreach.channel.model.account import AccountTerms, Wechat
from promenade.outreach.channel.model.sending import Job, Taken, refusal_for
from promenade.outreach.channel.wire.providers.answers import (
    Verdict,
    document,
    judge,
    silent,
    text_of,
)

_SEND = "https://api.weixin.qq.com/cgi-bin/message/template/send"
_TOKEN = "https://api.weixin.qq.com/cgi-bin/stable_token"  # noqa: S105
_JSON = {"content-type": "application/json"}
_STALE = frozenset({"40001", "40014", "42001"})
_VERDICTS: Mapping[str, Verdict] = {
    "-1": "busy",
    "45009": "busy",
    "45011": "busy",
    "40003": "invalid_address",
    "43004": "opted_out",
    "43101": "opted_out",
    "40037": "content",
    "47003": "content",
    "41030": "content",
    "48001": "account",
    "40013": "account",
    "40125": "account",
    "40164": "account",
    "50002": "account",
}


class TokenStale(Exception):
    """The access token is good no longer, though its time is not over."""


class FreshToken(Value, frozen=True):
    """Good for `for_s` seconds."""

    text: str
    for_s: int


def request(job: Job) -> Request:
    """Raises MessageRefused."""
    address, content = job.message.address, job.message.content
    if address.kind != "wechat" or not job.address:
        raise refusal_for("invalid_address", "The address is no openid.")
    asked: dict[str, Any] = {
        "touser": job.address,
        "template_id": job.template_code,
        "client_msg_id": sha256(job.message.key.encode()).hexdigest()[:32],
        "data": {name: {"value": text.clear} for name, text in content.parameters.items()},
    }
    if content.url.clear:
        asked["url"] = content.url.clear
    return Request(f"{_SEND}?access_token={job.token}", msgspec.json.encode(asked), _JSON)


def read(answer: Answer) -> Taken:
    """Raises TokenStale, ProviderBusy, ProviderSilent or MessageRefused."""
    found = document(answer)
    code = text_of(found, "errcode")
    if code in _STALE:
        raise TokenStale
    if code != "0":
        raise _judged(code)
    return Taken(text_of(found, "msgid"))


def token_request(account: AccountTerms, secret: Mapping[str, str]) -> Request:
    """The stable token: asked for again, it is the same until it is nearly over."""
    if not isinstance(account.provider, Wechat):
        raise TypeError(account.provider)
    asked = {
        "grant_type": "client_credential",
        "appid": account.provider.app_id,
        "secret": secret.get("app_secret", ""),
    }
    return Request(_TOKEN, msgspec.json.encode(asked), _JSON)


def read_token(answer: Answer) -> FreshToken:
    """Raises ProviderBusy, ProviderSilent or MessageRefused."""
    found = document(answer)
    text, for_s = text_of(found, "access_token"), found.get("expires_in")
    if text and type(for_s) is int:
        return FreshToken(text, for_s)
    raise _judged(text_of(found, "errcode"))


def _judged(code: str) -> Exception:
    """Codes are numbers: none begins another."""
    return judge(code, _VERDICTS) if code in _VERDICTS else silent(f"code {code}")
