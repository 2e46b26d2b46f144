"""Weibo's fan service: `messages/reply`, which reaches fans who wrote to the account lately. There
is no other message to one person. It knows no keys."""

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec

from promenade.kit.outward import Answer, Request
from promenade.outreach.channel.model.sending import Job, Taken, refusal_for
from promenade.outreach.channel.wire.providers.answers import (
    Verdict,
    document,
    judge,
    silent,
    text_of,
)

_REPLY = "https://m.api.weibo.com/2/messages/reply.json"
_FORM = {"content-type": "application/x-www-form-urlencoded"}
_VERDICTS: Mapping[str, Verdict] = {
    "10002": "busy",
    "10009": "busy",
    "10022": "busy",
    "10023": "busy",
    "10024": "busy",
    "10006": "account",
    "10013": "account",
    "10014": "account",
    "21314": "account",
    "21315": "account",
    "21316": "account",
    "21317": "account",
    "21327": "account",
    "21332": "account",
    "20003": "invalid_address",
    "20012": "content",
    "20018": "content",
    "20020": "content",
}


def request(job: Job) -> Request:
    """Raises MessageRefused."""
    content = job.message.content
    if job.message.address.kind != "weibo" or not job.address.isdecimal():
        raise refusal_for("invalid_address", "The address is no Weibo user's id.")
    text = "\n".join(each for each in (content.text.clear, content.url.clear) if each)
    form = {
        "access_token": job.key("access_token"),
        "type": "text",
        "receiver_id": job.address,
        "data": msgspec.json.encode({"text": text}).decode(),
    }
    return Request(_REPLY, urlencode(form).encode(), _FORM)


def read(answer: Answer) -> Taken:
    """Raises ProviderBusy, ProviderSilent or MessageRefused."""
    found = document(answer)
    if found.get("result") is True:
        return Taken("")
    code = text_of(found, "error_code")
    raise judge(code, _VERDICTS) if code in _VERDICTS else silent(f"code {code}")
