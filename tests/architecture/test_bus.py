"""Every rule of the bus fits a golden event, and every golden event is what a relay makes."""

from typing import Any

import msgspec
import pytest

from infra.local import template
from infra.local.template import ROOT

RULES = template.resources("AWS::Events::Rule", "infra/messaging.yaml")
GOLDEN = {
    path.stem: msgspec.json.decode(path.read_bytes()) for path in ROOT.glob("events/*/bus/*.json")
}


def fits(pattern: Any, value: Any) -> bool:
    """EventBridge's patterns, as far as our rules use them."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(fits(pattern[k], value.get(k)) for k in pattern)
    return any(
        str(value).startswith(option["prefix"]) if isinstance(option, dict) else value == option
        for option in pattern
    )


@pytest.mark.parametrize("name", [name for name in RULES if "EventPattern" in RULES[name]])
def test_a_rule_fits_a_golden_event(name: str) -> None:
    assert any(fits(RULES[name]["EventPattern"], event) for event in GOLDEN.values())


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_event_lies_under_its_own_name_and_some_rule_takes_it(name: str) -> None:
    assert GOLDEN[name]["detail-type"] == name
    assert any(fits(RULES[rule].get("EventPattern", []), GOLDEN[name]) for rule in RULES)
