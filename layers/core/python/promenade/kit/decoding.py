"""Bytes to typed values. The good path is one msgspec call; the bad path names every fault."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from promenade.kit.clock import in_utc
from promenade.kit.errors import Fault, Invalid
from promenade.kit.findings import Findings, find
from promenade.kit.messages.expectations import expected
from promenade.kit.names import NO_JSON, refuse_repeated
from promenade.kit.text import is_plain, tidied
from promenade.kit.values import replace

T = TypeVar("T")


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The base of what we read: nothing unknown, no floats or text where integers are due."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The base of what we show."""


V = TypeVar("V", bound=View)


def show(value: object, view: type[V]) -> V:
    """`value`'s attributes of the same names, as `view`."""
    return msgspec.convert(value, view, from_attributes=True)


def become(value: msgspec.Struct, shape: type[T]) -> T:
    """`value`'s content as a `shape`, whose fields have the same names."""
    return msgspec.convert(plain(value), shape)


def plain(value: msgspec.Struct) -> Any:
    """`value` in dicts, lists and scalars; sets sorted, instants in UTC."""
    found = msgspec.to_builtins(value, builtin_types=(datetime,), order="deterministic")
    return _in_utc(found)


def canonical(value: Any) -> bytes:
    """The one JSON of all that mean the same: keys sorted, defaults and UTC written out."""
    found = msgspec.to_builtins(value, builtin_types=(datetime,), order="deterministic")
    return msgspec.json.encode(_in_utc(found), order="deterministic")


def _in_utc(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_utc(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_in_utc(each) for each in value]
    return in_utc(value) if isinstance(value, datetime) else value


_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for bytes that are no JSON, or none of the asked shape."""


def decode(raw: bytes, shape: type[T]) -> T:
    """Raises Invalid with all faults: unknown fields, missing ones, wrong types, bounds, UTF-8."""
    try:
        return _decoder(shape).decode(raw)  # type: ignore[no-any-return]
    except UNREADABLE:
        raise _refusal(raw, shape) from None


def _decoder(shape: Any) -> msgspec.json.Decoder[Any]:
    decoder = _decoders.get(shape)
    if decoder is None:
        decoder = _decoders.setdefault(shape, msgspec.json.Decoder(shape))
    return decoder


def receive(raw: bytes, shape: type[T]) -> T:
    """What others sent: like `decode`, its texts in the form that is kept (`kit.text`), and
    each name of an object once (`kit.names`)."""
    if not raw.strip():
        raise Invalid([Fault("", "no_body", "Send a JSON body.")])
    try:
        document = raw.decode()
    except UnicodeDecodeError:
        raise Invalid([Fault("", "not_utf8", "The body is not UTF-8.")]) from None
    received = _plain(raw, shape) if is_plain(document) else tidy(_parsed(raw, shape), shape)
    refuse_repeated(document)
    return received


def receive_plain(raw: bytes, shape: type[T]) -> T | None:
    """As `receive` what needs no second look, None for all else: nobody looks for its faults."""
    try:
        document = raw.decode()
        received = _decoder(shape).decode(raw)
    except UNREADABLE:
        return None
    if not is_plain(document):
        return None
    refuse_repeated(document)
    return received  # type: ignore[no-any-return]


def _plain(raw: bytes, shape: type[T]) -> T:
    """Only what is refused is looked at for names with blanks around them."""
    try:
        return decode(raw, shape)
    except Invalid as refusal:
        sent = _parsed(raw, shape)
        if _trimmed(sent, shape) == sent:
            raise refusal from None
        return tidy(sent, shape)


def _trimmed(sent: Any, shape: Any) -> Any:
    try:
        return tidied(sent, shape, Findings(strict=True))
    except RecursionError:
        return sent


def _parsed(raw: bytes, shape: Any) -> Any:
    try:
        return msgspec.json.decode(raw)
    except UNREADABLE:
        raise _refusal(raw, shape) from None


def tidy(value: Any, shape: type[T], *, strict: bool = True) -> T:
    """A parsed value as `shape`, its texts in the form that is kept. Raises Invalid."""
    texts = Findings(strict=strict)
    try:
        kept = tidied(value, shape, texts)
    except RecursionError:
        raise Invalid([Fault("", "not_json", NO_JSON)]) from None
    found = find(kept, shape, strict=strict)
    named = {fault.pointer for fault in found.faults}
    wrong = [*found.faults, *(fault for fault in texts.faults if fault.pointer not in named)]
    if wrong:
        raise Invalid(wrong, found.more_count + texts.more_count)
    return msgspec.convert(kept, shape, strict=strict)


def read_query(values: Mapping[str, list[str]], shape: type[T]) -> T:
    """Query parameters as `shape`; each may be given once."""
    repeated = [
        Fault(f"/{name}", "repeated", "Give this parameter once.", "query")
        for name, given in values.items()
        if len(given) > 1
    ]
    single = {name: given[0] for name, given in values.items()}
    try:
        result = tidy(single, shape, strict=False)
    except Invalid as error:
        in_query = [replace(fault, source="query") for fault in error.faults]
        raise Invalid([*repeated, *in_query], error.more_count) from None
    if repeated:
        raise Invalid(repeated)
    return result


def _refusal(raw: bytes, shape: Any) -> Invalid:
    try:
        value = msgspec.json.decode(raw)
    except UNREADABLE as error:
        return Invalid([_no_json(error)])
    found = find(value, shape)
    if not found.faults:
        detail, facts = expected(shape)
        return Invalid([Fault("", "wrong_value", detail, facts=facts)])
    return Invalid(found.faults, found.more_count)


def _no_json(error: Exception) -> Fault:
    place = re.search(r"byte (\d+)\)$", str(error))
    if place is None:
        return Fault("", "not_json", NO_JSON)
    facts = {"byte": int(place[1])}
    return Fault("", "not_json", "This is not valid JSON from byte {byte} on.", facts=facts)
