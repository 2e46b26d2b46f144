"""Every way in which a parsed value is not of a shape: the first are told, all are counted.

The time it takes is linear in the value. What has too many entries is not looked into.
"""

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from promenade.kit.errors import MOST_FAULTS, Fault
from promenade.kit.messages.expectations import expected
from promenade.kit.values import Value

Place = tuple[Any, object] | None
"""Where a value stands: the place of what holds it, and its name or index there."""

_MOST_NAME = 200


class Findings:
    """The first MOST_FAULTS faults, in the order of the shape, and how many more."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.faults: list[Fault] = []
        self.more_count = 0

    def add(self, at: Place, code: str, detail: str, **facts: str | int) -> None:
        if self._has_room():
            self.faults.append(Fault(_pointer(at), code, detail, facts=facts))

    def _has_room(self) -> bool:
        """Whether one more is told; otherwise it is counted."""
        if len(self.faults) < MOST_FAULTS:
            return True
        self.more_count += 1
        return False

    def refuses(self, value: Any, shape: Any, at: Place) -> bool:
        """Judges the value as a whole; what is kept as it was written may be anything."""
        if shape is msgspec.Raw:
            return False
        try:
            msgspec.convert(value, shape, strict=self.strict)
        except msgspec.ValidationError:
            if self._has_room():
                is_amount = at is not None and str(at[1]).endswith("_minor")
                detail, facts = expected(shape, is_amount=is_amount)
                self.faults.append(Fault(_pointer(at), "wrong_value", detail, facts=facts))
            return True
        return False


def find(value: Any, shape: Any, *, strict: bool = True) -> Findings:
    found = Findings(strict=strict)
    _walk(found, value, shape, None)
    return found


def faults(value: Any, shape: Any, *, strict: bool = True) -> list[Fault]:
    """The first MOST_FAULTS."""
    return find(value, shape, strict=strict).faults


class Form(Value, frozen=True):
    """`bare` is the shape without its bounds, `bounds` a container's without its entries; `item`
    is None where entries are not alike. `options` are those of a union beside null."""

    bare: Any
    kind: Literal["value", "union", "struct", "list", "dict"] = "value"
    bounds: Any = None
    key: Any = None
    item: Any = None
    options: tuple[Any, ...] = ()
    is_nullable: bool = False
    is_exact: bool = False


ANYTHING: Any = Any
"""The shape that refuses nothing."""


@cache
def form_of(shape: Any) -> Form:
    bare = get_args(shape)[0] if get_origin(shape) is Annotated else shape
    origin, parts = get_origin(bare), get_args(bare)
    if origin in (Union, UnionType):
        options = tuple(each for each in parts if each not in (NoneType, msgspec.UnsetType))
        return Form(bare, "union", options=options, is_nullable=NoneType in parts)
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        return Form(bare, "struct")
    if origin is dict:
        return Form(bare, "dict", _bounds(shape, dict[str, Any]), key=parts[0], item=parts[1])
    if origin in (list, tuple, frozenset, set) and parts[1:] in ((), (...,)):
        return Form(bare, "list", _bounds(shape, list[Any]), item=parts[0])
    bounds = get_args(shape)[1:] if get_origin(shape) is Annotated else ()
    return Form(bare, is_exact=any((each.extra or {}).get("exact") for each in bounds))


def option_of(form: Form, value: Any) -> Form:
    """Of a union the one that `value` would be."""
    if form.kind != "union":
        return form
    if len(form.options) == 1:
        return form_of(form.options[0])
    field, tags = _tags(form.options)
    tag = value.get(field) if isinstance(value, dict) else None
    return form_of(tags[tag] if isinstance(tag, str) and tag in tags else ANYTHING)


def _bounds(shape: Any, container: Any) -> Any:
    if get_origin(shape) is Annotated:
        return Annotated[(container, *get_args(shape)[1:])]
    return container


def _walk(found: Findings, value: Any, shape: Any, at: Place) -> None:
    _walk_form(found, value, shape, form_of(shape), at)


def _walk_form(found: Findings, value: Any, shape: Any, form: Form, at: Place) -> None:
    if form.kind == "union":
        _walk_union(found, value, form, at)
    elif form.kind == "struct" and isinstance(value, dict):
        _walk_struct(found, value, form.bare, at)
    elif form.kind == "list" and isinstance(value, list):
        _walk_list(found, value, form, at)
    elif form.kind == "dict" and isinstance(value, dict):
        _walk_dict(found, value, form, at)
    else:
        found.refuses(value, shape, at)


def _walk_list(found: Findings, value: list[Any], form: Form, at: Place) -> None:
    if not found.refuses(value, form.bounds, at):
        item = form_of(form.item)
        for index, entry in enumerate(value):
            _walk_form(found, entry, form.item, item, (at, index))


def _walk_dict(found: Findings, value: dict[Any, Any], form: Form, at: Place) -> None:
    if not found.refuses(value, form.bounds, at):
        for key, entry in value.items():
            found.refuses(key, form.key, (at, key))
            _walk(found, entry, form.item, (at, key))


def _walk_union(found: Findings, value: Any, form: Form, at: Place) -> None:
    if value is None and form.is_nullable:
        return
    if len(form.options) == 1:
        _walk(found, value, form.options[0], at)
        return
    field, tags = _tags(form.options)
    if not isinstance(value, dict) or field is None:
        found.refuses(value, form.bare, at)
    elif isinstance(tag := value.get(field), str) and tag in tags:
        _walk_struct(found, value, tags[tag], at)
    else:
        known = ", ".join(sorted(tags))
        found.add((at, field), "unknown_tag", "Send one of {options}.", options=known)


@cache
def _tags(options: tuple[Any, ...]) -> tuple[str | None, Mapping[str, Any]]:
    configs = [getattr(option, "__struct_config__", None) for option in options]
    field = next((config.tag_field for config in configs if config and config.tag_field), None)
    return field, {
        config.tag: each for config, each in zip(configs, options, strict=True) if config
    }


@cache
def fields(shape: type[msgspec.Struct]) -> Mapping[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(shape)}


def _walk_struct(
    found: Findings, value: dict[Any, Any], shape: type[msgspec.Struct], at: Place
) -> None:
    known, config = fields(shape), shape.__struct_config__
    for name, field in known.items():
        if name in value:
            _walk(found, value[name], field.type, (at, name))
        elif field.required:
            found.add((at, name), "missing", "This field is required.")
    if config.forbid_unknown_fields:
        for name in value:
            if name not in known and name != config.tag_field:
                found.add((at, name), "unknown_field", "This field is not known.")


def _pointer(at: Place) -> str:
    names: list[str] = []
    while at is not None:
        at, name = at
        names.append(str(name)[:_MOST_NAME].replace("~", "~0").replace("/", "~1"))
    return "".join(f"/{name}" for name in reversed(names))
