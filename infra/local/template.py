"""template.yaml and what it nests, read as data; intrinsic functions become one-key mappings."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

ROOT = Path(__file__).resolve().parents[2]

FOLDERS = {path.parent.name: path.parent for path in sorted(ROOT.glob("functions/**/app.py"))}
"""Function name → its folder. A name is unique, whatever the module."""


class _Loader(yaml.SafeLoader):
    """Knows CloudFormation's short tags."""


def _intrinsic(loader: _Loader, tag: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {tag: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {tag: loader.construct_sequence(node, deep=True)}
    return {tag: loader.construct_mapping(cast("yaml.MappingNode", node), deep=True)}


_Loader.add_multi_constructor("!", _intrinsic)


@cache
def read(path: str = "template.yaml") -> dict[str, Any]:
    document: dict[str, Any] = yaml.load((ROOT / path).read_text(), _Loader)  # noqa: S506
    return document


def resources(kind: str, path: str = "template.yaml") -> dict[str, dict[str, Any]]:
    """Logical id → properties of every resource of a type."""
    found = read(path)["Resources"].items()
    return {name: entry.get("Properties", {}) for name, entry in found if entry["Type"] == kind}


def functions() -> dict[str, dict[str, Any]]:
    """Folder name → properties of every function."""
    declared = resources("AWS::Serverless::Function").values()
    return {Path(properties["CodeUri"]).name: properties for properties in declared}


def http_events() -> Iterator[tuple[str, str, str]]:
    """(function folder, method, path) of every route that API Gateway knows."""
    for name, properties in functions().items():
        for event in properties.get("Events", {}).values():
            if event["Type"] == "Api":
                route = event["Properties"]
                yield name, str(route["Method"]).upper(), route["Path"]


def route(method: str, path: str) -> tuple[str, str, dict[str, str]] | None:
    """(function folder, resource, path values as they are) of what API Gateway would choose:
    the route with the fewest parameters that fits."""
    fits = [
        (resource.count("{"), name, resource, found.groupdict())
        for name, verb, resource in http_events()
        if verb == method
        and (found := re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", resource), path))
    ]
    return min(fits, key=lambda fit: fit[0])[1:] if fits else None


def texts(node: Any) -> Iterator[str]:
    """Every piece of text anywhere in a node."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for part in node.items() if isinstance(node, dict) else node:
            yield from texts(list(part) if isinstance(part, tuple) else part)
