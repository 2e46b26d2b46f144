"""Bytes to typed values. The good path is one msgspec call; the bad path names every fault.

Of a name that an object repeats, the last value counts: ours is the only parser that reads it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec

from promenade.kit.clock import in_utc
from promenade.kit.errors import Fault, Invalid

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
    decoder = _decoders.get(shape)
    if decoder is None:
        decoder = _decoders.setdefault(shape, msgspec.json.Decoder(shape))
    try:
        return decoder.decode(raw)  # type: ignore[no-any-return]
    except UNREADABLE as error:
        raise Invalid(_explain(raw, shape, error)) from None


def read_query(values: Mapping[str, list[str]], shape: type[T]) -> T:
    """Query parameters as `shape`; each may be given once."""
    repeated = [
        Fault(f"/{name}", "repeated", "Give this parameter once.", "query")
        for name, given in values.items()
        if len(given) > 1
    ]
    single = {name: given[0] for name, given in values.items()}
    try:
        result = msgspec.convert(single, shape, strict=False)
    except msgspec.ValidationError:
        found = faults(single, shape, strict=False)
        in_query = [Fault(f.pointer, f.code, f.detail, "query") for f in found]
        raise Invalid([*repeated, *in_query]) from None
    if repeated:
        raise Invalid(repeated)
    return result


def _explain(raw: bytes, shape: Any, first: Exception) -> list[Fault]:
    try:
        value = msgspec.json.decode(raw)
    except UNREADABLE as error:
        return [Fault("", "not_json", f"The body is not valid JSON: {error}.")]
    return faults(value, shape) or [Fault("", "wrong_value", f"{first}.")]


def faults(value: Any, shape: Any, *, strict: bool = True) -> list[Fault]:
    """Every way in which parsed JSON `value` is not a `shape`."""
    return list(_walk(value, shape, "", strict))


def _walk(value: Any, shape: Any, at: str, strict: bool) -> Iterator[Fault]:
    plain = get_args(shape)[0] if get_origin(shape) is Annotated else shape
    if get_origin(plain) in (Union, UnionType):
        yield from _walk_union(value, plain, at, strict)
    elif isinstance(plain, type) and issubclass(plain, msgspec.Struct) and isinstance(value, dict):
        yield from _walk_struct(value, plain, at, strict)
    elif isinstance(value, list) and (item := _item_type(plain)) is not None:
        for index, entry in enumerate(value):
            yield from _walk(entry, item, f"{at}/{index}", strict)
        yield from _leaf(value, _with_any(shape, list[Any]), at, strict)
    elif isinstance(value, dict) and get_origin(plain) is dict:
        key_type, value_type = get_args(plain)
        for key, entry in value.items():
            yield from _leaf(key, key_type, f"{at}/{_escape(key)}", strict)
            yield from _walk(entry, value_type, f"{at}/{_escape(key)}", strict)
        yield from _leaf(value, _with_any(shape, dict[str, Any]), at, strict)
    else:
        yield from _leaf(value, shape, at, strict)


def _item_type(plain: Any) -> Any:
    """Of a fixed tuple None: its entries are not alike."""
    if get_origin(plain) not in (list, tuple, frozenset, set):
        return None
    first, *others = get_args(plain)
    return first if others in ([], [...]) else None


def _with_any(shape: Any, container: Any) -> Any:
    """The container's own bounds, without its entries: those have been walked."""
    if get_origin(shape) is Annotated:
        return Annotated[(container, *get_args(shape)[1:])]
    return container


def _walk_union(value: Any, plain: Any, at: str, strict: bool) -> Iterator[Fault]:
    options = [each for each in get_args(plain) if each not in (NoneType, msgspec.UnsetType)]
    if value is None and NoneType in get_args(plain):
        return
    if len(options) == 1:
        yield from _walk(value, options[0], at, strict)
        return
    configs = [getattr(option, "__struct_config__", None) for option in options]
    field = next((config.tag_field for config in configs if config and config.tag_field), None)
    if not isinstance(value, dict) or field is None:
        yield from _leaf(value, plain, at, strict)
        return
    tags = {config.tag: option for config, option in zip(configs, options, strict=True) if config}
    chosen = next((option for tag, option in tags.items() if tag == value.get(field)), None)
    if chosen is not None:
        yield from _walk_struct(value, chosen, at, strict)
    else:
        known = ", ".join(sorted(map(repr, tags)))
        yield Fault(f"{at}/{field}", "unknown_tag", f"Expected one of {known}.")


def _walk_struct(
    value: dict[Any, Any], shape: type[msgspec.Struct], at: str, strict: bool
) -> Iterator[Fault]:
    known = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    for name, field in known.items():
        if name in value:
            yield from _walk(value[name], field.type, f"{at}/{_escape(name)}", strict)
        elif field.required:
            yield Fault(f"{at}/{_escape(name)}", "missing", "This field is required.")
    config = shape.__struct_config__
    if config.forbid_unknown_fields:
        for name in value:
            if name not in known and name != config.tag_field:
                yield Fault(f"{at}/{_escape(name)}", "unknown_field", "This field is not known.")


def _leaf(value: Any, shape: Any, at: str, strict: bool) -> Iterator[Fault]:
    try:
        msgspec.convert(value, shape, strict=strict)
    except msgspec.ValidationError as error:
        detail = str(error).partition(" - at ")[0]
        yield Fault(at, "wrong_value", f"{detail}.")


def _escape(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")
