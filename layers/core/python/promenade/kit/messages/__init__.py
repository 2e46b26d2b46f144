"""What callers are told, in the language they ask for.

A sentence is written in English where its rule stands, with its facts in braces; it is its own key
in the tables of other languages. A refusal is looked up by its code.
"""

from collections.abc import Mapping

from promenade.kit.messages.zh import SENTENCES
from promenade.kit.messages.zh_refusals import REFUSALS

LANGUAGES = ("en", "zh")
"""The first is told to those who ask for none of them."""

Facts = Mapping[str, str | int | bool | None]

_MOST_FACT = 400


def say(sentence: str, facts: Facts, language: str) -> str:
    if language == "zh":
        sentence = SENTENCES.get(sentence, sentence)
    return sentence.format_map(_short(facts)) if facts else sentence


def say_refusal(code: str, detail: str, facts: Facts, language: str) -> str:
    """`detail` is the English of it, complete."""
    if language == "zh" and code in REFUSALS:
        return REFUSALS[code].format_map(_short(facts))
    return detail


def _short(facts: Facts) -> Facts:
    """What a caller sent is told as far as it helps to find it."""
    return {
        name: f"{fact[:_MOST_FACT]}…" if isinstance(fact, str) and len(fact) > _MOST_FACT else fact
        for name, fact in facts.items()
    }
