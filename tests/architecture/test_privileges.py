"""IAM is the boundary: a function touches its own capability's table and nothing else."""

import re
from typing import Any

import pytest

from infra.local import template
from infra.local.template import FOLDERS, ROOT, texts

READS = {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"}
FUNCTIONS = template.functions()
CORE = ROOT / "layers" / "core" / "python" / "promenade"
OWNERS = {
    name: path.relative_to(CORE).parts[1]
    for path in sorted(CORE.glob("*/*/**/*.py"))
    if path.relative_to(CORE).parts[0] not in {"contracts", "kit"}
    for name in re.findall(r'setting\("(\w+_TABLE)"\)', path.read_text())
}
"""Setting that names a table → the capability whose code reads it."""

TABLES = {
    output.removesuffix("Arn"): OWNERS[name]
    for function in FUNCTIONS.values()
    for name, value in function.get("Environment", {}).get("Variables", {}).items()
    if name in OWNERS
    for output in re.findall(r"Tables\.Outputs\.(\w+)", str(value))
}
"""Output of infra/tables.yaml → the capability that owns the table."""


def tables(node: Any) -> set[str]:
    """Capabilities whose tables a node names; a stream is no table."""
    named = re.findall(r"Tables\.Outputs\.(\w+)", " ".join(texts(node)))
    return {TABLES[name.removesuffix("Arn")] for name in named if not name.endswith("Stream")}


def served(source: str) -> set[str]:
    """The capability that a function's code stands before: all but what it is handed by a door."""
    imported = re.findall(r"^from promenade\.(\w+)\.(\w+)(?:\.(\w+))?", source, re.MULTILINE)
    return {
        name
        for module, name, room in imported
        if module not in {"contracts", "kit"} and room not in {"reader", "holds"}
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_another_capabilitys_table_is_only_read_through_its_granted_reader(name: str) -> None:
    source = (FOLDERS[name] / "app.py").read_text()
    policies = FUNCTIONS[name].get("Policies", [])
    statements = [each for policy in policies for each in policy.get("Statement", [policy])]
    own = served(source)
    assert len(own) <= 1, f"{name} serves {own}: a function stands before one capability"
    settings = FUNCTIONS[name].get("Environment", {}).get("Variables", {})
    for other in tables([policies, [settings[each] for each in settings if each in OWNERS]]) - own:
        assert re.search(rf"promenade\.\w+\.{other}\.reader", source)
        granted = [set(texts(each["Action"])) for each in statements if other in tables(each)]
        assert all(actions <= READS for actions in granted)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_policy_is_for_everything(name: str) -> None:
    granted = list(texts(FUNCTIONS[name].get("Policies", [])))
    assert [text for text in granted if text.strip() == "*" or text.endswith(":*")] == []
