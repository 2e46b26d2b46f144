"""What a shape asks for, in a sentence for people. Bounds with `extra={"says": …}` say it
themselves, as those with a pattern should."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from msgspec import inspect

Expected = tuple[str, Mapping[str, str | int]]
"""A sentence and its facts."""

_PLAIN: Mapping[type, str] = {
    inspect.BoolType: "Send true or false.",
    inspect.DateTimeType: "Send a time with its offset, such as 2026-11-30T18:00:00+08:00.",
    inspect.DateType: "Send a date such as 2026-11-30.",
    inspect.StructType: "Send an object.",
}


@cache
def expected(shape: Any, *, is_amount: bool = False) -> Expected:
    says = _said(shape)
    nodes = _nodes(inspect.type_info(shape))
    node = nodes[0]
    if isinstance(node, inspect.IntType):
        return _whole(node, says, is_amount=is_amount)
    if isinstance(node, inspect.StrType):
        return _text(node, says)
    if type(node) in _SIZED:
        return _SIZED[type(node)](node)
    options = [option for each in nodes for option in _options(each)]
    if says:
        return says, {}
    if options:
        return "Send one of {options}.", {"options": ", ".join(options)}
    return _PLAIN.get(type(node), "This is another kind of value than is asked for."), {}


def _said(shape: Any) -> str:
    for part in (shape, *get_args(shape)):
        if get_origin(part) is Annotated:
            found = [(each.extra or {}).get("says", "") for each in get_args(part)[1:]]
            return next(filter(None, found), "")
    return ""


def _nodes(node: inspect.Type) -> list[inspect.Type]:
    """Those of a union that can be told, without null."""
    if isinstance(node, inspect.Metadata):
        return _nodes(node.type)
    if not isinstance(node, inspect.UnionType):
        return [node]
    told = [each for each in node.types if not isinstance(each, inspect.NoneType)]
    return [bare for each in told for bare in _nodes(each)]


def _whole(node: inspect.IntType, says: str, *, is_amount: bool) -> Expected:
    least = node.ge if node.ge is not None else None if node.gt is None else node.gt + 1
    most = node.le if node.le is not None else None if node.lt is None else node.lt - 1
    kind = "amount" if is_amount else "number"
    if least is None or most is None:
        return _NUMBERS[kind, False], {}
    return says or _NUMBERS[kind, True], {"least": least, "most": most}


_NUMBERS = {
    ("amount", False): "Send the amount in minor units, a whole number: 1999 for 19.99.",
    ("amount", True): (
        "Send the amount in minor units, a whole number from {least} to {most}: 1999 for 19.99."
    ),
    ("number", False): "Send a whole number.",
    ("number", True): "Send a whole number from {least} to {most}.",
}


def _text(node: inspect.StrType, says: str) -> Expected:
    if says:
        return says, {}
    if node.max_length is None:
        return "Send a text.", {}
    facts = {"least": node.min_length or 0, "most": node.max_length}
    if node.pattern:
        return "Send one line of {least} to {most} characters, each of which can be seen.", facts
    return "Send a text of {least} to {most} characters.", facts


def _entries(node: Any) -> Expected:
    if node.max_length is None:
        return "Send a list.", {}
    facts = {"least": node.min_length or 0, "most": node.max_length}
    return "Send a list of {least} to {most} entries.", facts


def _pairs(node: Any) -> Expected:
    if node.max_length is None:
        return "Send an object.", {}
    return "Send an object of at most {most} entries.", {"most": node.max_length}


_SIZED: Mapping[type, Callable[[Any], Expected]] = {
    inspect.ListType: _entries,
    inspect.VarTupleType: _entries,
    inspect.DictType: _pairs,
}


def _options(node: inspect.Type) -> list[str]:
    if isinstance(node, inspect.LiteralType):
        return [str(each) for each in node.values]
    if isinstance(node, inspect.EnumType):
        return [str(each.value) for each in node.cls]
    return []
