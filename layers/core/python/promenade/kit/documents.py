"""Values as JSON documents and back, by their types alone.

A dataclass is an object of its fields, without those that have their default value; where several
dataclasses may stand, `kind` names the one, in snake case. Sets are written sorted, instants in
UTC. Reading trusts what it reads: decide first whether to believe it.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from promenade.kit import clock

T = TypeVar("T")
_word_boundary = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def kind_of(shape: type) -> str:
    return _word_boundary.sub("_", shape.__name__).lower()


def write(value: Any, shape: Any) -> Any:
    """`value`, an instance of `shape`, in what JSON knows."""
    options = _options(shape)
    if value is None or not options:
        return value
    if len(options) > 1:
        return {"kind": kind_of(type(value)), **_write_fields(value)}
    return _write_one(value, options[0])


def _write_one(value: Any, shape: Any) -> Any:
    if get_origin(shape) in (tuple, frozenset):
        entries = [write(each, get_args(shape)[0]) for each in value]
        return entries if isinstance(value, tuple) else sorted(entries)
    if is_dataclass(shape):
        return _write_fields(value)
    if isinstance(value, datetime):
        return clock.to_wire(value)
    return value.value if isinstance(value, Enum) else value


def _write_fields(value: Any) -> dict[str, Any]:
    shape: Any = type(value)
    found = ((field, hint, getattr(value, field.name)) for field, hint in _fields(shape))
    return {
        field.name: write(given, hint) for field, hint, given in found if given != _default(field)
    }


def read(document: Any, shape: type[T]) -> T:
    """What `write` wrote. Fields without a default must be there; unknown ones are ignored."""
    return cast("T", _read(document, shape))


def _read(document: Any, shape: Any) -> Any:
    options = _options(shape)
    if document is None or not options:
        return document
    if len(options) > 1:
        kind = document["kind"]
        return _read_fields(document, next(each for each in options if kind_of(each) == kind))
    return _read_one(document, options[0])


def _read_one(document: Any, shape: Any) -> Any:
    if (container := get_origin(shape)) in (tuple, frozenset):
        entry = get_args(shape)[0]
        return container(_read(each, entry) for each in document)
    if is_dataclass(shape):
        return _read_fields(document, shape)
    if shape is datetime:
        return clock.from_wire(document)
    return shape(document) if issubclass(shape, Enum) else document


def _read_fields(document: Mapping[str, Any], shape: Any) -> Any:
    given = ((field.name, hint) for field, hint in _fields(shape) if field.name in document)
    return shape(**{name: _read(document[name], hint) for name, hint in given})


@cache
def _fields(shape: Any) -> tuple[tuple[Field[Any], Any], ...]:
    hints = get_type_hints(shape)
    return tuple((field, hints[field.name]) for field in fields(shape))


@cache
def _options(shape: Any) -> tuple[Any, ...]:
    """What may stand where `shape` does, None aside; of a union of plain values nothing."""
    if get_origin(shape) not in (Union, UnionType):
        return (shape,)
    options = tuple(option for option in get_args(shape) if option is not NoneType)
    return options if len(options) == 1 or all(map(is_dataclass, options)) else ()


def _default(field: Field[Any]) -> Any:
    return MISSING if field.default_factory is not MISSING else field.default
