"""What callers are told, in the language they ask for.

A sentence is written in English where its rule stands, with its facts in braces; it is its own key
in the tables of other languages. A refusal is looked up by its code. Facts stay minor units; a
sentence shows them as an amount of their currency: `paid_minor` of `paid_currency`, else of
`currency`.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from promenade.kit.currencies import money
from promenade.kit.messages.words import CODED, worded
from promenade.kit.messages.zh import SENTENCES
from promenade.kit.messages.zh_refusals import REFUSALS
from promenade.kit.messages.zh_told import TOLD
from promenade.kit.turning import straight

LANGUAGES = ("en", "zh")
"""The first is told to those who ask for none of them."""

Fact = str | int | bool | None
Facts = Mapping[str, Fact]

_MOST_FACT = 400
_LISTS = frozenset({"kinds", "permissions"})
"""Facts that are lists of our own names."""
_NAMED = re.compile(r"{(\w+)}")


def say(sentence: str, facts: Facts, language: str) -> str:
    if language == "zh":
        sentence = SENTENCES.get(sentence, sentence)
    return sentence.format_map(_shown(facts, language)) if facts else sentence


def say_fault(code: str, sentence: str, facts: Facts, language: str) -> str:
    """Where a refusal became a fault, of a row, it is told as the refusal."""
    told = say(sentence, facts, language)
    return told if sentence in SENTENCES else say_refusal(code, told, facts, language)


def say_refusal(code: str, detail: str, facts: Facts, language: str) -> str:
    """`detail` is the English of it, complete."""
    if language != "zh" or code not in REFUSALS:
        return detail
    if detail in TOLD:
        return TOLD[detail]
    known = {name: fact for name, fact in facts.items() if fact is not None}
    fitting = (each for each in REFUSALS[code] if named(each) <= known.keys())
    return next(fitting, detail).format_map(_shown(known, language))


def named(sentence: str) -> set[str]:
    """The facts that a sentence names in braces."""
    return set(_NAMED.findall(sentence))


def listed(names: Sequence[str], language: str = LANGUAGES[0]) -> str:
    """As many of them as are read, and how many more there are."""
    ends = accumulate(len(each) + 2 for each in names)
    told = [each for each, end in zip(names, ends, strict=True) if end <= _MOST_FACT + 2]
    if more := len(names) - len(told):
        and_more = f"，另有 {more} 项" if language == "zh" else f" and {more} more"
        return ", ".join(told) + and_more
    return ", ".join(told)


def _shown(facts: Facts, language: str) -> Facts:
    return {name: _told(name, fact, facts, language) for name, fact in facts.items()}


def _told(name: str, fact: Fact, facts: Facts, language: str) -> Fact:
    """What a caller sent is told as far as it helps to find it."""
    if isinstance(fact, str):
        told = straight(worded(fact, language) if name in CODED else fact)
        if name == "what" and language == "zh":
            told = SENTENCES.get(told, told)
        if name in _LISTS:
            return listed(told.split(", "), language)
        return f"{told[:_MOST_FACT]}…" if len(told) > _MOST_FACT else told
    if isinstance(fact, int) and name.endswith("_minor"):
        currency = facts.get(f"{name[:-6]}_currency") or facts.get("currency")
        return money(fact, str(currency)) if currency else fact
    return fact
