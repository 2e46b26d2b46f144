"""HTML of others, built anew from a short list of what a text needs: nothing of it runs, loads
anything or changes how the page around it looks. What would have run is named, for its sender.

Tags are read here because Python's own parser takes the square of a text's length for some. That
a browser might part the text otherwise does not matter: only what is written below comes out.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape

from promenade.kit.turning import straight
from promenade.kit.values import Value
from promenade.kit.web_addresses import WEB_ADDRESS

_WITH_TEXT = (
    "a b blockquote caption code dd dl dt em h1 h2 h3 h4 h5 h6 i li ol p pre s small strong sub "
    "sup table tbody td tfoot th thead tr u ul"
)
_WITHOUT_TEXT = (
    "canvas head math noembed noframes noscript select style svg template textarea title"
)
_RUNNING = "applet base embed form frame frameset iframe link meta object script"
_LEADING = "action background data formaction href poster src xlink:href"

_VOID = frozenset({"br", "hr"})
_KEPT = frozenset(_WITH_TEXT.split())
_DROPPED = frozenset(_WITHOUT_TEXT.split())
"""With all that is in them; of other elements only the tags go."""
_ACTIVE = frozenset(_RUNNING.split())
_ADDRESSES = frozenset(_LEADING.split())
_NO_NESTING = frozenset({"dd", "dt", "li", "p", "td", "th", "tr"})
_DEEPEST = 50
_runs = re.compile(r"(?:java|vb)script:|data:(?!image/)", re.IGNORECASE)
_never_kept = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_unseen_in_address = re.compile(r"[\x00-\x20\x7f-\x9f]")
_address = re.compile(WEB_ADDRESS)
_tag = re.compile(r"<[^>]*>")
_begins = re.compile(r"<(?:!--|[!?]|/?[A-Za-z])")
_stop = re.compile("[\"'>]")
_named = re.compile(r"</?([A-Za-z][^\s/>]*)")
_attribute = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")

Attributes = dict[str, str]
_NONE: Attributes = {}


class Cleaned(Value, frozen=True):
    """`active` is the first thing in it that would have run, "" where nothing would."""

    html: str
    active: str = ""


@lru_cache(maxsize=64)
def clean(given: str) -> Cleaned:
    """What is clean comes back as it is."""
    built = _Built()
    for piece in _pieces(given):
        built.take(piece)
    return Cleaned(built.html(), built.active)


def words(html: str) -> str:
    """What people read of HTML that is clean, in one line."""
    return " ".join(unescape(_tag.sub(" ", html)).split())


def _pieces(text: str) -> Iterator[str]:
    """Tags, comments and the text between them; a tag that never ends is text."""
    at = 0
    while found := _begins.search(text, at):
        yield text[at : found.start()]
        end = _end(text, found)
        if end is None:
            yield "" if found[0] == "<!--" else escape(text[found.start() :])
            return
        yield text[found.start() : end]
        at = end
    yield text[at:]


def _end(text: str, begun: re.Match[str]) -> int | None:
    """Behind its end: of a tag, the first > that stands in no quotes."""
    if begun[0] == "<!--":
        end = text.find("-->", begun.end() - 2)
        return None if end < 0 else end + 3
    at = begun.end()
    while stop := _stop.search(text, at):
        if stop[0] == ">":
            return stop.end()
        closed = text.find(stop[0], stop.end())
        at = stop.end() if closed < 0 else closed + 1
    return None


class _Built:
    def __init__(self) -> None:
        self.active = ""
        self._parts: list[str] = []
        self._open: list[str] = []
        self._dropped: list[str] = []

    def html(self) -> str:
        whole = "".join([*self._parts, *(f"</{tag}>" for tag in reversed(self._open))])
        return unicodedata.normalize("NFC", whole).strip()

    def take(self, piece: str) -> None:
        named = _named.match(piece)
        if named:
            tag = named[1].lower()
            if piece[1] == "/":
                self._end(tag)
            else:
                self._start(tag, _attributes(piece[named.end() : -1]))
        elif not self._dropped and not _begins.match(piece):
            self._parts.append(_written(unescape(piece)))

    def _start(self, tag: str, attributes: Attributes) -> None:
        self.active = self.active or _active_in(tag, attributes)
        if tag in _DROPPED:
            self._dropped.append(tag)
        if self._dropped:
            return
        if tag in _VOID:
            self._parts.append(f"<{tag}>")
        elif tag in _KEPT and len(self._open) < _DEEPEST:
            if self._open[-1:] == [tag] and tag in _NO_NESTING:
                self._end(tag)
            self._open.append(tag)
            self._parts.append(f"<{tag}{_link(tag, attributes)}>")

    def _end(self, tag: str) -> None:
        if self._dropped:
            if self._dropped[-1] == tag:
                self._dropped.pop()
        elif tag in self._open:
            inner = self._open[::-1].index(tag) + 1
            self._parts += [f"</{each}>" for each in reversed(self._open[-inner:])]
            del self._open[-inner:]


def _written(text: str) -> str:
    """In the form that is kept of all texts (`kit.text`), whatever references had named. A stroke
    that would become one with the end of a tag stays a reference."""
    kept = _never_kept.sub("", straight(text))
    return escape(kept).replace("\u0338", "&#824;")


def _attributes(told: str) -> Attributes:
    if not told:
        return _NONE
    return {
        each[1].lower(): unescape((each[2] or "").strip("\"'"))
        for each in _attribute.finditer(told)
    }


def _active_in(tag: str, attributes: Attributes) -> str:
    if tag in _ACTIVE and not _is_idle(tag, attributes):
        return tag
    for name, value in attributes.items():
        if name.startswith("on") or name == "srcdoc":
            return name
        if name in _ADDRESSES and _runs.match(_unseen_in_address.sub("", value)):
            return name
    return ""


def _is_idle(tag: str, attributes: Attributes) -> bool:
    """Whether it says something of the page alone, such as its charset."""
    return tag == "meta" and attributes.get("http-equiv", "").strip().lower() != "refresh"


def _link(tag: str, attributes: Attributes) -> str:
    address = attributes.get("href") if tag == "a" else None
    if not address or not _address.search(address):
        return ""
    return f' href="{escape(address)}" rel="nofollow noopener noreferrer"'
