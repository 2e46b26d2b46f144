"""What a provider's answer means: taken, refused for good, or worth another try later."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from promenade.contracts.messages import ProviderBusy, ProviderSilent
from promenade.kit.outward import Answer
from promenade.outreach.channel.model.sending import Reason, refusal_for

Verdict = Literal["busy"] | Reason

_BUSY = frozenset({408, 425, 429, 503})


def document(answer: Answer) -> Mapping[str, Any]:
    """Its JSON. Raises ProviderBusy, or ProviderSilent for what nobody understands."""
    refuse_busy(answer)
    try:
        found = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise silent(f"status {answer.status}")
    return found


def refuse_busy(answer: Answer) -> None:
    if answer.status in _BUSY:
        raise busy(f"status {answer.status}")


def judge(code: str, verdicts: Mapping[str, Verdict]) -> Exception:
    """Of a code that says no, by the longest name that it begins with."""
    known = (name for name in sorted(verdicts, key=len, reverse=True) if code.startswith(name))
    name = next(known, None)
    if name is None:
        return silent(f"code {code}")
    verdict = verdicts[name]
    if verdict == "busy":
        return busy(f"code {code}")
    return refusal_for(verdict, f"The provider refuses it: {_short(code)}.")


def busy(what: str) -> ProviderBusy:
    return ProviderBusy(f"The provider is busy: {_short(what)}.")


def silent(what: str) -> ProviderSilent:
    return ProviderSilent(f"The provider's answer is none that is known: {_short(what)}.")


def _short(text: str) -> str:
    """A code of the provider's, and nothing that it may have been sent."""
    kept = "".join(each for each in text if each.isascii() and (each.isalnum() or each in " ._-"))
    return kept[:80]


def text_of(found: Mapping[str, Any], name: str) -> str:
    """What stands under the name, if it is a text or a number; else nothing."""
    value = found.get(name)
    return str(value) if isinstance(value, str | int) else ""
