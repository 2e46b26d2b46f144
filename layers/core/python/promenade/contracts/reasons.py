"""What the gate of all messages says of why, in the language of who asks. It is kept in English:
what is none of these sentences, such as what a provider says, stays as it is."""

import re
from collections.abc import Sequence

from promenade.kit.messages import say
from promenade.kit.messages.zh_deliveries import CODES

_SHAPES = {
    "cap": "[0-9]+",
    "count": "[0-9]+",
    "day": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "rule": "[a-z_]+",
    "wall": "[0-9]{4}-[0-9T:.-]+",
}
SENTENCES: Sequence[str] = (
    "another id of the person",
    "another customer at this address",
    "until {wall} {zone}",
    "quiet until 08:00 {zone}",
    "{wall} {zone}",
    "{count} of {cap} in 7 days",
    "given up: {why}",
    "account: look at its secret, its rights and its balance",
    "sender: verify this sender at the provider",
    "It cannot be written as its provider takes it, which was not asked: {what}.",
    "No account takes messages now.",
    "Its access token is being fetched.",
    "The provider cannot be reached.",
    "The provider takes none of its own access tokens.",
    "The provider tells no access token.",
    "The provider does not answer.",
    "The provider is busy: {what}.",
    "The provider's answer is none that is known: {what}.",
    "{rule} {day} by {who}",
    "{rule} {day}",
    "{rule} by {who}",
    "by {request} as {who}",
    "by {request}",
    "as {who}",
)


def reason_of(outcome: str | None, reason: str, language: str) -> str:
    """Of a decision. Of a variable its name is told, which may be that of a code."""
    is_kept = language == "en" or outcome == "variable_missing"
    return reason if is_kept else _in_chinese(reason)


def _in_chinese(reason: str) -> str:
    for sentence, pattern in _PATTERNS:
        if found := pattern.fullmatch(reason):
            facts = {name: _in_chinese(text) for name, text in found.groupdict().items()}
            return say(sentence, facts, "zh")
    return CODES.get(reason, reason)


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"{(\w+)}", sentence)
    found = [
        f"(?P<{part}>{_SHAPES.get(part, '.+')})" if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    ]
    return re.compile("".join(found))


_PATTERNS = [(each, _pattern(each)) for each in SENTENCES]
