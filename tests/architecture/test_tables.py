"""What is stored outlives mistakes: in `prod` no table goes with its stack, or without a copy."""

from typing import Any

import pytest

from infra.local import template
from infra.local.capabilities import PACKAGES

TABLES: dict[str, Any] = {
    name: entry
    for name, entry in template.read("infra/tables.yaml")["Resources"].items()
    if entry["Type"] == "AWS::DynamoDB::Table"
}


def in_prod(value: Any) -> Any:
    """What an `!If [IsProd, …]` is in `prod`."""
    if isinstance(value, dict) and "If" in value:
        condition, then, _ = value["If"]
        assert condition == "IsProd"
        return then
    return value


def test_a_table_is_one_capabilitys() -> None:
    named = list(template.owners().values())
    assert sorted(named) == sorted(set(named))
    assert set(named) == set(PACKAGES), "a capability has one table, whose tag names it"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_stays_when_its_stack_goes(name: str) -> None:
    for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
        assert TABLES[name].get(policy) == "Retain", f"{name}: set {policy}: Retain"
    protected = in_prod(TABLES[name]["Properties"].get("DeletionProtectionEnabled"))
    assert protected is True, f"{name}: DeletionProtectionEnabled must be true in prod"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_can_be_brought_back_to_any_second_and_is_encrypted(name: str) -> None:
    declared = TABLES[name]["Properties"]
    recovery = declared.get("PointInTimeRecoverySpecification", {})
    assert in_prod(recovery.get("PointInTimeRecoveryEnabled")) is True, (
        f"{name}: PointInTimeRecoveryEnabled must be true in prod"
    )
    encrypted = in_prod(declared.get("SSESpecification"))
    assert encrypted == {"SSEEnabled": True, "SSEType": "KMS"}, f"{name}: SSE must be KMS in prod"
