"""README.zh-CN.md says what README.md says: the same commands, figures, names and links."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

_BLOCK = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_OTHER = ("README.md", "README.zh-CN.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(text: str) -> str:
    return _BLOCK.sub("", text)


def links(text: str) -> Counter[str]:
    """But for those from one language to the other."""
    found = re.findall(r"\]\(([^)]+)\)", prose(text))
    return Counter(each for each in found if each not in _OTHER)


def names(text: str) -> Counter[str]:
    return Counter(re.findall(r"`[^`\n]+`", prose(text)))


def figures(text: str) -> Counter[str]:
    plain = re.sub(r"`[^`\n]+`|\]\([^)]+\)", "", prose(text))
    return Counter(re.findall(r"\d[\d,.:]*\d|\d", plain))


def rows(text: str) -> list[int]:
    return [each.count("|") for each in text.splitlines() if each.startswith("|")]


def test_commands_and_what_they_print_are_the_same() -> None:
    english, chinese = (_BLOCK.findall(read(each)) for each in _OTHER)
    assert english == chinese


@pytest.mark.parametrize("told", [links, names, figures, rows])
def test_the_rest_names_the_same_things(told: Callable[[str], object]) -> None:
    english, chinese = (told(read(each)) for each in _OTHER)
    assert english == chinese


def test_each_leads_to_the_other() -> None:
    assert "](README.zh-CN.md)" in read("README.md")
    assert "](README.md)" in read("README.zh-CN.md")
