"""The stack of a module: its functions as plain CloudFormation, made by SAM's own translator.

A stack has 500 resources at most, of which a function is two to five; and the local cloud
transforms no template that another nests. `template.stack_of` says who stays in template.yaml.
"""

import copy
import logging
import re
from typing import Any, NamedTuple

import yaml
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

Json = dict[str, Any]
_PLACES = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}
_ARN = "arn:${AWS::Partition}:"
# Made of names, as MiniStack 1.5.33 forgets the attributes of what an update of a nested stack
# leaves as it is.
_ARNS = {
    "AWS::Events::Rule": _ARN + "events:${AWS::Region}:${AWS::AccountId}:rule/${%s}",
    "AWS::IAM::Role": _ARN + "iam::${AWS::AccountId}:role/${%s}",
    "AWS::Lambda::Function": _ARN + "lambda:${AWS::Region}:${AWS::AccountId}:function:${%s}",
}
FUNCTION_ARN = _ARNS["AWS::Lambda::Function"]
logging.getLogger("samtranslator").setLevel(logging.ERROR)  # it warns of metrics of its own
_BY_HAND = "# Made by `make template` of infra/stack.yaml and functions/**: change those.\n"


class ModuleStack(NamedTuple):
    """The text of its template, and what it is given: parameter → what that is in the root, as
    `Tables.Outputs.Order` or `Runtime`."""

    text: str
    given: dict[str, str]


def path_of(stack: str) -> str:
    return f"infra/modules/{stack.lower()}.yaml"


def module_stack(entries: str, head: Json) -> ModuleStack:
    """`entries` are its functions as template.yaml would have them, `head` is infra/stack.yaml."""
    functions = yaml_parse(entries)
    made = translated({"Globals": head["Globals"], "Resources": functions})["Resources"]
    for name, function in functions.items():
        made[name]["Properties"]["Code"] = f"../../{function['Properties']['CodeUri']}"
    move = _Move(made, head["Conditions"])
    resources = {name: move.moved(made[name]) for name in sorted(made)}
    document = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {name: {"Type": "String"} for name in sorted(move.given)},
        "Conditions": move.conditions,
        "Resources": resources,
        "Outputs": {name: {"Value": {"Ref": name}} for name in functions},
    }
    return ModuleStack(_BY_HAND + _dumped(document), dict(sorted(move.given.items())))


def translated(document: Json, given: Json | None = None) -> Json:
    """What CloudFormation gets of a SAM template; what would be uploaded lies in S3."""
    placed = copy.deepcopy(document)
    for resource in placed["Resources"].values():
        if place := _PLACES.get(resource["Type"]):
            resource["Properties"][place] = "s3://bucket/key"
    made: Json = transform(placed, given or {}, _NoManagedPolicies())
    return made


class _NoManagedPolicies:
    """No function uses a policy of AWS's own."""

    def load(self) -> dict[str, str]:
        return {}


class _Move:
    """What `resources` name of the root becomes a parameter, and its conditions come along."""

    def __init__(self, resources: Json, conditions: Json) -> None:
        self.given: dict[str, str] = {}
        self.conditions: Json = {}
        self._resources = resources
        self._root_conditions = conditions

    def moved(self, node: Any) -> Any:
        """`node` as it is said in the nested stack."""
        if isinstance(node, list):
            return [self.moved(each) for each in node]
        if isinstance(node, str) and node.startswith("arn:aws:"):
            return {"Fn::Sub": node.replace("arn:aws:", _ARN)}
        if not isinstance(node, dict):
            return node
        if reference := self._reference(node):
            return reference
        for asked in (node.get("Condition"), *node.get("Fn::If", ())[:1]):
            if isinstance(asked, str):
                self._bring(asked)
        return {key: self.moved(value) for key, value in node.items()}

    def _reference(self, node: Json) -> Json | None:
        match node:
            case {"Ref": str(name)}:
                return node if name in self._resources else {"Ref": self._parameter(name)}
            case {"Fn::GetAtt": [name, "Arn"]}:
                return {"Fn::Sub": _ARNS[self._resources[name]["Type"]] % name}
            case {"Fn::GetAtt": [stack, output]}:
                return {"Ref": self._parameter(f"{stack}.{output}")}
            case {"Fn::Sub": str(text)}:
                return {"Fn::Sub": self._filled(text, {})}
            case {"Fn::Sub": [text, values]}:
                return {"Fn::Sub": [self._filled(text, values), self.moved(values)]}
        return None

    def _filled(self, text: str, values: Json) -> str:
        def put(found: re.Match[str]) -> str:
            return found[0] if found[1] in values else f"${{{self._parameter(found[1])}}}"

        return re.sub(r"\$\{([^!}]+)\}", put, text)

    def _parameter(self, name: str) -> str:
        """What is named so here. The stack's own name is that of the root: others go by it."""
        if name.startswith("AWS::") and name != "AWS::StackName":
            return name
        parameter = re.sub(r"\.Outputs\.|\.|AWS::", "", name)
        self.given[parameter] = name
        return parameter

    def _bring(self, condition: str) -> None:
        if condition not in self.conditions:
            self.conditions[condition] = self.moved(self._root_conditions[condition])


class _Dumper(yaml.SafeDumper):
    """CloudFormation knows no aliases."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _dumped(document: Json) -> str:
    text: str = yaml.dump(
        document, Dumper=_Dumper, default_flow_style=None, sort_keys=False, width=120
    )
    return text
