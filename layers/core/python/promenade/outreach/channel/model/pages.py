"""HTML of mails: what shows something, in a form that all who read HTML read alike.

Readers mend what is badly written, each in its own way, and what one of them shows as text another
runs. So this takes what needs no mending, and of that what is known.
"""

import html
import re
from collections.abc import Iterator

from promenade.kit.errors import Fault

_BLANK = r"[ \t\n\r\f]"
_VALUE = r""""[^"]*"|'[^']*'|[^\s"'=<>`{}]+"""
_ATTRIBUTE = rf"{_BLANK}+(?P<name>[A-Za-z_:][\w.:-]*)(?:{_BLANK}*={_BLANK}*(?P<value>{_VALUE}))?"
_attribute = re.compile(_ATTRIBUTE, re.ASCII)
_attributes = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE)
_token = re.compile(
    rf"[^<]+|<(?![A-Za-z/!?])|<!--(?!-?>)(?:(?!--).)*-->|<[!?](?!--)[^<>]*>"
    rf"|</[A-Za-z][\w:]*{_BLANK}*>"
    rf"|<(?P<tag>[A-Za-z][\w:]*)(?P<attributes>(?:{_attributes})*){_BLANK}*/?>",
    re.ASCII | re.DOTALL,
)
"""Text, a comment, a declaration, the end of an element or its beginning."""

_raw = {
    name: re.compile(rf"(?:(?!</).)*</{name}{_BLANK}*>", re.DOTALL | re.IGNORECASE)
    for name in ("style", "title")
}
"""Elements in which everything is text until they end."""

_shown = re.compile(
    "a|abbr|address|article|aside|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd"
    "|del|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|head|header|hr|html|i|img|ins|kbd"
    "|li|main|mark|meta|nav|ol|p|pre|q|s|samp|section|small|span|strike|strong|style|sub|sup|table"
    "|tbody|td|tfoot|th|thead|time|title|tr|tt|u|ul|var|wbr"
)
_ADDRESSES = frozenset({"href", "src", "srcset", "background", "cite", "longdesc", "ping"})
_BEGINNINGS = ("https:", "http:", "mailto:", "tel:", "sms:", "cid:", "#", "{{link:")
_EQUIVALENTS = frozenset({"content-type", "content-language", "x-ua-compatible"})
"""Of headers: none that leads people on."""


def faults(page: str, at: str) -> Iterator[Fault]:
    """`at` is where the page stands."""
    place, line, raw = 0, 1, None
    while place < len(page) or raw:
        token = (raw or _token).match(page, place)
        if token is None:
            told = (
                "From line {line} on programs read this HTML each in its own way: close what is "
                "open, and put what is filled into a tag in quotes."
            )
            yield Fault(at, "unclear_html", told, facts={"line": line})
            return
        tag = "" if raw else (token["tag"] or "").lower()
        for told, name in _faults_of(tag, token["attributes"]) if tag else ():
            yield Fault(at, "unsafe_html", told, facts={"name": name[:60], "line": line})
        line += page.count("\n", place, token.end())
        place, raw = token.end(), _raw.get(tag)


def _faults_of(tag: str, attributes: str) -> Iterator[tuple[str, str]]:
    """A sentence, and of what it is told."""
    if not _shown.fullmatch(tag):
        yield "Take <{name}> out of line {line}: mails show none.", tag
        return
    for each in _attribute.finditer(attributes):
        name, value = each["name"].lower(), _read(each["value"] or "")
        if name in _ADDRESSES and value and not value.startswith(_BEGINNINGS):
            told = (
                "In line {line}, {name} leads nowhere from a mail: begin it with https://, mailto: "
                "or tel:, or write {{{{link:https://shop.example/}}}}."
            )
            yield told, name
        elif name.startswith("on") or (name == "http-equiv" and value not in _EQUIVALENTS):
            yield "Take {name} out of line {line}: a mail shows, it does nothing by itself.", name


def _read(value: str) -> str:
    """As a browser reads an address: what is escaped is what it stands for, blanks are nothing."""
    text = html.unescape(value.strip("\"'"))
    return "".join(char for char in text if char > " ").lower()
