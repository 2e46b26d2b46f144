"""Another server that takes messages by POST, signed as `kit.signatures` says.

It knows keys: the header `idempotency-key` is the same at each try, and it sends once for each.
"""

from datetime import UTC, datetime

import msgspec

from promenade.kit.outward import Answer, Request
from promenade.kit.signatures import Signatures
from promenade.outreach.channel.model.account import Webhook
from promenade.outreach.channel.model.sending import Job, Taken, refusal_for
from promenade.outreach.channel.wire.providers.answers import refuse_busy, silent


def request(job: Job) -> Request:
    """Raises MessageRefused."""
    account, message = job.account.provider, job.message
    if not isinstance(account, Webhook):
        raise TypeError(account)
    content, key = message.content, job.key("key").encode()
    told = {
        "key": message.key,
        "address": {"kind": message.address.kind, "value": job.address},
        "language": content.language,
        "subject": content.subject.clear,
        "text": content.text.clear,
        "url": content.url.clear,
    }
    body = msgspec.json.encode(told)
    signed = Signatures(lambda: key).sign(body, datetime.fromtimestamp(job.at_s, UTC))
    headers = {"content-type": "application/json", "idempotency-key": message.key, **signed}
    return Request(account.url, body, headers)


def read(answer: Answer) -> Taken:
    """Raises ProviderBusy, ProviderSilent or MessageRefused."""
    refuse_busy(answer)
    if answer.status in (401, 403, 404):
        raise refusal_for("account", f"The other server answers {answer.status}.")
    if 400 <= answer.status < 500:
        raise refusal_for("content", f"The other server answers {answer.status}.")
    if not 200 <= answer.status < 300:
        raise silent(f"status {answer.status}")
    return Taken("")
