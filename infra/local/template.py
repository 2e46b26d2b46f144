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

_STAYS = re.compile(r"AutoPublishAlias:|\$\{Api\}")
_INVOKED = re.compile(r"\$\{(?:\w+\.Outputs\.)?(\w+)(?:\.(?:Alias|Arn))?\}/invocations")


class _Loader(yaml.CSafeLoader):
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
    """An empty file, or one of comments, has nothing in it."""
    document: dict[str, Any] = yaml.load((ROOT / path).read_text(), _Loader)  # noqa: S506
    return document or {}


def resources(kind: str, path: str = "template.yaml") -> dict[str, dict[str, Any]]:
    """Logical id → properties of every resource of a type."""
    found = read(path)["Resources"].items()
    return {name: entry.get("Properties", {}) for name, entry in found if entry["Type"] == kind}


def logical_id(function: str) -> str:
    """What template.yaml calls a function."""
    return function.title().replace("_", "")


def stack_of(function: str) -> str | None:
    """The stack that a function stands in, as template.yaml calls it; None where that is the root.

    There stays one of no module, one that a makefile builds, one with an alias, whose versions get
    new names with each deployment, and one that knows the API's address, as the API knows those of
    modules."""
    folder = FOLDERS[function]
    *module, _ = folder.relative_to(ROOT / "functions").parts
    stays = _STAYS.search((folder / "function.yaml").read_text()) or (folder / "Makefile").exists()
    return None if stays or not module else module[0].title()


def owners() -> dict[str, str]:
    """Output of infra/tables.yaml that names a table → the capability whose it is."""
    declared = resources("AWS::DynamoDB::Table", "infra/tables.yaml")
    tags = {
        name: {each["Key"]: each["Value"] for each in declared[name]["Tags"]} for name in declared
    }
    named = read("infra/tables.yaml")["Outputs"].items()
    return {
        output: tags[value["Value"]["Ref"]]["capability"]
        for output, value in named
        if "Ref" in value["Value"]
    }


def functions() -> dict[str, dict[str, Any]]:
    """Function name → its properties, as SAM takes them."""
    declared = resources("AWS::Serverless::Function").values()
    in_root = {Path(properties["CodeUri"]).name: properties for properties in declared}
    wirings = {name: folder.relative_to(ROOT) / "function.yaml" for name, folder in FOLDERS.items()}
    return {name: in_root.get(name) or read(str(path)) for name, path in wirings.items()}


@cache
def http_events() -> tuple[tuple[str, str, str], ...]:
    """(function, method, path) of every route that API Gateway knows, preflights apart."""
    names = {logical_id(name): name for name in FOLDERS}
    return tuple(
        (names[function], method.upper(), path)
        for path, operations in resources("AWS::Serverless::Api")["Api"]["DefinitionBody"][
            "paths"
        ].items()
        for method, operation in operations.items()
        for function in _INVOKED.findall(str(operation))
        if method != "options"
    )


def route(method: str, path: str) -> tuple[str, str, dict[str, str]] | None:
    """(function, resource, path values as they are) of what API Gateway would choose: the route
    with the fewest parameters that fits."""
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
