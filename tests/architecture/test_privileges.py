"""IAM is the boundary: a function touches its own capability's table and nothing else."""

import re
from importlib import import_module
from typing import Any

import pytest

from infra.local import capabilities, template
from infra.local.template import texts
from promenade.contracts.access import SCOPES
from promenade.kit.api_clients import CALLS
from tests.support import functions, transformed

READS = {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"}
COMMON = {"staff": {"dynamodb:GetItem", "dynamodb:UpdateItem"}}
"""What every function does that believes tokens: it looks up what its caller may do now, and counts
the calls of API clients."""
FUNCTIONS = template.functions()
OWNERS = template.owners()


def tables(node: Any) -> set[str]:
    """Capabilities whose tables a node names; a stream is no table."""
    named = re.findall(r"Tables\.Outputs\.(\w+)", " ".join(texts(node)))
    return {OWNERS[name.removesuffix("Arn")] for name in named if not name.endswith("Stream")}


def faults(name: str) -> list[str]:
    """What a function may do to tables and should not, each in a sentence."""
    policies = FUNCTIONS[name].get("Policies", [])
    statements = [each for policy in policies for each in policy.get("Statement", [policy])]
    settings = FUNCTIONS[name].get("Environment", {}).get("Variables", {})
    named = [value for setting, value in settings.items() if setting.endswith("_TABLE")]
    own, doors = capabilities.served_by(name), capabilities.doors_of(name)
    found = [f"{name} serves {sorted(own)}; a function stands before one"] if len(own) > 1 else []
    for other in sorted(tables([policies, named]) - own):
        granted = {
            action
            for each in statements
            if other in tables(each)
            for action in texts(each["Action"])
        }
        if granted and granted <= COMMON.get(other, set()):
            continue
        if not doors & {(other, "reader"), (other, "holds")}:
            found.append(f"{name} names the table of {other}, and imports no door of it")
        elif extra := granted - allowed(other, doors):
            found.append(f"{name} may {sorted(extra)} on {other}, beyond what its doors do")
    return found


def allowed(other: str, doors: set[tuple[str, str]]) -> set[str]:
    """Reading, and what a door of holds says that it does."""
    if (other, "holds") not in doors:
        return READS
    holds = import_module(f"promenade.{capabilities.dotted(capabilities.PACKAGES[other])}.holds")
    return READS.union(*holds.ACTIONS.values())


def writing_to_the_staff() -> dict[str, Any]:
    """Under which condition functions of other capabilities may."""
    roles = transformed.resources("AWS::IAM::Role")
    return {
        name: each.get("Condition")
        for name in FUNCTIONS
        if "staff" not in capabilities.served_by(name)
        for policy in roles[f"{template.logical_id(name)}Role"].get("Policies", [])
        for each in policy["PolicyDocument"]["Statement"]
        if "StaffArn" in " ".join(texts(each)) and "dynamodb:UpdateItem" in texts(each["Action"])
    }


def test_whoever_api_clients_may_call_counts_that_and_writes_nothing_else_of_the_staff() -> None:
    counting = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"{CALLS}*"]}}
    called = {name for name, route in functions.routes() if route.allow in SCOPES}
    assert writing_to_the_staff() == dict.fromkeys(called, counting)


def test_another_capabilitys_table_is_touched_through_a_granted_door_alone() -> None:
    assert [fault for name in FUNCTIONS for fault in faults(name)] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_policy_is_for_everything(name: str) -> None:
    granted = list(texts(FUNCTIONS[name].get("Policies", [])))
    assert [text for text in granted if text.strip() == "*" or text.endswith(":*")] == []
