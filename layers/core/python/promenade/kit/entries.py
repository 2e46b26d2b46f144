"""Lists of which each entry is read by itself: one that is wrong refuses no other."""

from typing import Any

import msgspec

from promenade.kit.decoding import UNREADABLE, receive, receive_plain, tidy
from promenade.kit.errors import Fault, Invalid
from promenade.kit.findings import faults, fields, form_of
from promenade.kit.names import refuse_repeated
from promenade.kit.values import Value


class Entry(Value, frozen=True):
    """`value` is of the asked shape, or what was sent where `refused` says what is wrong."""

    value: Any
    refused: tuple[Fault, ...] = ()
    more_count: int = 0


Entries = tuple[Entry, ...]


def receive_entries(raw: bytes, shape: type[msgspec.Struct], name: str) -> Entries:
    """The entries of the list `name`, texts in the form that is kept. Raises Invalid for what is
    wrong with anything else, and for names that an object repeats: nothing says which was meant."""
    received = receive_plain(raw, shape)
    if received is None:
        sent = _readable(raw)
        if isinstance(sent, dict) and not _is_wrong_around(sent, shape, name):
            refuse_repeated(raw.decode())
            item = form_of(fields(shape)[name].type).item
            return tuple(_read(each, item) for each in sent[name])
        received = receive(raw, shape)
    return tuple(map(Entry, getattr(received, name)))


def _readable(raw: bytes) -> Any:
    try:
        return msgspec.json.decode(raw)
    except UNREADABLE:
        return None


def _is_wrong_around(sent: dict[str, Any], shape: type[msgspec.Struct], name: str) -> bool:
    bounds = form_of(fields(shape)[name].type).bounds
    if name not in sent or faults(sent[name], bounds):
        return True
    return any(fault.pointer != f"/{name}" for fault in faults({**sent, name: []}, shape))


def _read(sent: Any, shape: Any) -> Entry:
    try:
        return Entry(tidy(sent, shape))
    except Invalid as error:
        return Entry(sent, error.faults, error.more_count)
