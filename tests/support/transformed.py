"""Templates as CloudFormation gets them: what SAM makes of template.yaml, and what it nests."""

import re
from functools import cache
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from infra.local.template import FOLDERS, ROOT, stack_of
from infra.module_stacks import Json, translated
from tests.support import settings

_MODULES = {stack_of(function) for function in FOLDERS}

assert settings.SETTINGS  # the translator asks the environment for a region


def transformed(text: str) -> Json:
    """`text` is a SAM template; what it would upload lies in S3."""
    document = yaml_parse(text)
    asked = document.get("Parameters", {})
    given = {name: parameter.get("Default", "") for name, parameter in asked.items()}
    return translated(document, given)


@cache
def stack() -> Json:
    """template.yaml, transformed."""
    return transformed((ROOT / "template.yaml").read_text())


@cache
def nested() -> dict[str, Json]:
    """Name → template of every stack that template.yaml nests."""
    return {
        name: yaml_parse((ROOT / properties["TemplateURL"]).read_text())
        for name, properties in _stacks().items()
    }


@cache
def resources(kind: str) -> dict[str, Json]:
    """Logical id → properties of every resource of a type, in the root and in modules' stacks.
    Where those have a parameter stands what it is given."""
    modules = {name: each for name, each in nested().items() if name in _MODULES}
    return {
        logical: _given(entry["Properties"], _stacks().get(name, {}).get("Parameters", {}))
        for name, document in ({"": stack()} | modules).items()
        for logical, entry in document["Resources"].items()
        if entry["Type"] == kind
    }


def _stacks() -> dict[str, Json]:
    entries = stack()["Resources"].items()
    nesting = "AWS::CloudFormation::Stack"
    return {name: entry["Properties"] for name, entry in entries if entry["Type"] == nesting}


def _given(node: Any, parameters: Json) -> Any:
    if isinstance(node, list):
        return [_given(each, parameters) for each in node]
    if isinstance(node, str):
        return re.sub(r"\$\{(\w+)\}", lambda found: _named(found, parameters), node)
    if not isinstance(node, dict):
        return node
    if node.get("Ref") in parameters:
        return parameters[node["Ref"]]
    return {key: _given(value, parameters) for key, value in node.items()}


def _named(found: re.Match[str], parameters: Json) -> str:
    """A parameter within a text, as the root would name it there."""
    match parameters.get(found[1]):
        case {"Ref": name}:
            return f"${{{name}}}"
        case {"Fn::GetAtt": [stack, output]}:
            return f"${{{stack}.{output}}}"
    return found[0]
