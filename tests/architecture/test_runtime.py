"""The runtime layer keeps the models of all services that functions may ask."""

import runpy

from infra.local import template
from infra.local.template import ROOT, texts

KEPT = set(runpy.run_path(str(ROOT / "layers" / "runtime" / "slim.py"))["SERVICES"])
HOW_TO_MEND = "Name it in layers/runtime/slim.py: without its model no client of it is made: "


def test_the_layer_knows_each_service_that_a_function_is_allowed_to_ask() -> None:
    asked = {
        action.partition(":")[0]
        for properties in template.functions().values()
        for policy in properties.get("Policies", ())
        for statement in policy.get("Statement", ())
        for action in texts(statement["Action"])
        if statement["Effect"] == "Allow"
    }
    assert {"dynamodb", "ses", "sns"} <= asked
    lacking = asked - KEPT - {"iam"}
    assert lacking == set(), HOW_TO_MEND + ", ".join(sorted(lacking))
