"""Names in JSON objects: each once. msgspec lets the last of a name win, others the first, and what
two of them read otherwise is nobody's order."""

import json
from typing import Any

from promenade.kit.errors import Fault, Invalid
from promenade.kit.findings import Findings, Place

NO_JSON = "This is not valid JSON, or nested too deeply."
ONCE = "“{name}” stands more than once in one object: send it once."

Pairs = list[tuple[str, Any]]


class _Object(Pairs):
    """Its names and values, as they were sent."""


class _Repeated(Exception):
    """Found; where is another question."""


def refuse_repeated(document: str) -> None:
    """Of JSON that was read before. Raises Invalid with every name that its object repeats."""
    try:
        _looking.decode(document)
    except _Repeated:
        found = _find(document)
        raise Invalid(found.faults, found.more_count) from None
    except RecursionError:
        raise Invalid([Fault("", "not_json", NO_JSON)]) from None


def _find(document: str) -> Findings:
    found = Findings(strict=True)
    try:
        _walk(found, _finding.decode(document), None)
    except RecursionError:
        found.add(None, "not_json", NO_JSON)
    return found


def _look(pairs: Pairs) -> None:
    if len(dict(pairs)) != len(pairs):
        raise _Repeated


_looking = json.JSONDecoder(object_pairs_hook=_look, parse_int=float)
_finding = json.JSONDecoder(object_pairs_hook=_Object, parse_int=float)


def _walk(found: Findings, value: Any, at: Place) -> None:
    if isinstance(value, _Object):
        seen = set[str]()
        for name, each in value:
            if name in seen:
                found.add((at, name), "repeated_name", ONCE, name=name)
            seen.add(name)
            _walk(found, each, (at, name))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            _walk(found, each, (at, place))
