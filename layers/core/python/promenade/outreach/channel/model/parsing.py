"""Texts with places to fill: `{{first_name}}`, and `{{link:https://shop.example/sale}}`.

A text is taken apart once; what is filled in is never looked at for places again.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from promenade.kit.errors import Fault
from promenade.kit.values import Value
from promenade.kit.web_addresses import WEB_ADDRESS

NAME = r"[a-z][a-z0-9_]{0,39}"
_LINK = "link:"
_PLACE = re.compile(r"\{\{([^{}]*)\}\}")
_NAMED = re.compile(NAME)
_SINGLE = re.compile(rf"(?<!\{{)\{{\s*{NAME}\s*\}}(?!\}})")
_FILLED_LINK = re.compile(r"\{\{\s*link:[^{}]*\{\{")
_TARGET = re.compile(WEB_ADDRESS)
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,32};")
_MOST_TARGET = 1_000


class Slot(Value, frozen=True):
    """Where a variable goes."""

    name: str


class Target(Value, frozen=True):
    """Where a link to this address goes."""

    url: str


Part = str | Slot | Target


@lru_cache(maxsize=512)
def parts_of(text: str) -> Sequence[Part]:
    """Of a text that has no faults."""
    found: list[Part] = []
    end = 0
    for place in _PLACE.finditer(text):
        found += [text[end : place.start()]] if place.start() > end else []
        found.append(_part(place[1].strip()))
        end = place.end()
    return (*found, text[end:]) if end < len(text) else tuple(found)


def _part(inside: str) -> Part:
    if inside.startswith(_LINK):
        return Target(inside.removeprefix(_LINK).strip())
    return Slot(inside)


@lru_cache(maxsize=512)
def as_read(page: str) -> str:
    """HTML whose places are what a browser would read in them: `&amp;` is `&` there. What lacks its
    semicolon is part of an address, such as `&copy=1`."""
    return _PLACE.sub(lambda place: _ENTITY.sub(_character, place[0]), page)


def _character(entity: re.Match[str]) -> str:
    found = html.unescape(entity[0])
    return entity[0] if set(found) & set("{}") else found


def slots(text: str) -> set[str]:
    return {each.name for each in parts_of(text) if isinstance(each, Slot)}


def targets(text: str) -> list[str]:
    """In their order, each once."""
    found = (each.url for each in parts_of(text) if isinstance(each, Target))
    return [*dict.fromkeys(found)]


def faults(text: str, at: str) -> Iterator[Fault]:
    """Of its places; `at` is where the text stands."""
    for part in parts_of(text):
        if isinstance(part, Slot) and not _NAMED.fullmatch(part.name):
            told = "{place} is no variable's name: small letters, digits and _ after a letter."
            yield Fault(at, "wrong_placeholder", told, facts={"place": part.name[:60]})
        if isinstance(part, Target) and not _is_address(part.url):
            yield _wrong_link(part.url, at)
    rest = _PLACE.sub("", text)
    if _FILLED_LINK.search(text):
        yield Fault(at, "wrong_link", "A link is the same for everybody: it takes no variables.")
    elif single := _SINGLE.search(rest):
        told = "{place} is no placeholder: write two braces on either side."
        yield Fault(at, "broken_placeholder", told, facts={"place": single[0]})
    elif "{{" in rest or "}}" in rest:
        told = "A placeholder is not closed, or not opened: write {{{{name}}}}."
        yield Fault(at, "broken_placeholder", told, facts={"place": "{{" if "{{" in rest else "}}"})


def faults_of_address(text: str, at: str) -> Iterator[Fault]:
    """Of a text that is an address, maybe with variables in it, or a link and nothing else."""
    parts = parts_of(text)
    is_link = len(parts) == 1 and isinstance(parts[0], Target)
    if not is_link and not _is_address("".join(map(_filled, parts))):
        yield _wrong_link(text, at)


def _filled(part: Part) -> str:
    """As an address may be: a variable is a word, a link is none of its parts."""
    if isinstance(part, Slot):
        return "x"
    return " " if isinstance(part, Target) else part


def _wrong_link(url: str, at: str) -> Fault:
    told = "A link leads to an https address, such as {{{{link:https://shop.example/}}}}."
    if not url.isascii():
        told = "Letters other than English ones are percent-encoded in a link."
    return Fault(at, "wrong_link", told, facts={"place": url[:60]})


def _is_address(url: str) -> bool:
    return len(url) <= _MOST_TARGET and _TARGET.search(url) is not None
