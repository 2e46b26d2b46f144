"""IAM is the boundary: a function touches its own capability's table and nothing else."""

import re
from typing import Any

import pytest

from infra.local import template
from infra.local.template import ROOT, texts

READS = {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"}
FUNCTIONS = template.functions()


def tables(node: Any) -> set[str]:
    """Capabilities whose tables a node names; a stream is no table."""
    named = re.findall(r"Tables\.Outputs\.([A-Z][a-z]+)(?!\w*Stream)", " ".join(texts(node)))
    return {name.lower() for name in named}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_another_capabilitys_table_is_only_read_through_its_granted_reader(name: str) -> None:
    source = (ROOT / "functions" / name / "app.py").read_text()
    policies = FUNCTIONS[name].get("Policies", [])
    statements = [each for policy in policies for each in policy.get("Statement", [policy])]
    own = {name.partition("_")[0]}
    for other in tables([policies, FUNCTIONS[name].get("Environment")]) - own:
        assert f"promenade.capabilities.{other}.reader" in source
        granted = [set(texts(each["Action"])) for each in statements if other in tables(each)]
        assert all(actions <= READS for actions in granted)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_policy_is_for_everything(name: str) -> None:
    granted = list(texts(FUNCTIONS[name].get("Policies", [])))
    assert [text for text in granted if text.strip() == "*" or text.endswith(":*")] == []
