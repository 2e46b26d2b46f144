"""Text as people send it (N30): composed, without what turns its reading order, with something to
see in it. A shape whose bounds have `extra=EXACT` is compared as it was sent, but for blanks
around it, which its pattern refuses: nothing else of it changes."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from promenade.kit.findings import ANYTHING, Findings, Form, Place, fields, form_of, option_of
from promenade.kit.names import ONCE
from promenade.kit.turning import straight

EXACT: Mapping[str, Any] = {"exact": True}

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
_control = re.compile(f"[{_CONTROL}]")
_unseen = re.compile(f"[{_UNSEEN}]")
_seen = re.compile(rf"[^\s{_CONTROL}{_UNSEEN}]")
_SUSPECT = r'"(?:\s|\\[nrt])+"|\\[ubf]'
_suspect = re.compile(rf"{_SUSPECT}|[\x7f-\x9f\ufffd{_UNSEEN}]")
_suspect_in_ascii = re.compile(rf"{_SUSPECT}|\x7f")


def visible(text: str) -> str:
    """Without characters that nobody sees, blanks apart."""
    return _unseen.sub("", text)


def is_plain(document: str) -> bool:
    """No text in this JSON needs a second look; of most documents it says so in microseconds."""
    if document.isascii():
        return not _suspect_in_ascii.search(document)
    return unicodedata.is_normalized("NFC", document) and not _suspect.search(document)


def tidied(value: Any, shape: Any, found: Findings, at: Place = None) -> Any:
    """`value` with its texts in the form that is kept; those that are none are added to `found`."""
    form = option_of(form_of(shape), value)
    if isinstance(value, str):
        return value.strip() if form.is_exact else _tidy(value, found, at)
    if isinstance(value, list):
        item = form.item or ANYTHING
        return [tidied(each, item, found, (at, place)) for place, each in enumerate(value)]
    if isinstance(value, dict):
        return _entries(value, form, found, at)
    return value


def _entries(value: Mapping[str, Any], form: Form, found: Findings, at: Place) -> dict[str, Any]:
    shapes = fields(form.bare) if form.kind == "struct" else {}
    others, key = form.item or ANYTHING, form.key or ANYTHING
    kept = {}
    for name, each in value.items():
        shape = shapes[name].type if name in shapes else others
        own = tidied(name, key, found, (at, name))
        if own in kept:
            found.add((at, own), "repeated_name", ONCE, name=own)
        kept[own] = tidied(each, shape, found, (at, name))
    return kept


def _tidy(text: str, found: Findings, at: Place) -> str:
    kept = unicodedata.normalize("NFC", straight(text))
    if "\ufffd" in kept:
        found.add(at, "not_utf8", "This text was broken on its way: send it as UTF-8.")
    elif _control.search(kept):
        found.add(at, "control_character", "This text has a character that nobody can see.")
    elif text and not _seen.search(kept):
        found.add(at, "blank", "This text is blank.")
    return kept
