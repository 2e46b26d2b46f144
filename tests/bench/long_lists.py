"""The local cloud where lists are long, run by its own interpreter: MiniStack 1.5.33 reads the
condition of a query's key anew for each item of a list, which was nearly all that it did where one
has 25,000. Nothing else is another."""

import re
import runpy
from pathlib import Path
from typing import Any

from ministack.services import dynamodb

CONTAINERS = Path(__file__).parents[2] / "infra" / "local" / "containers.py"
_KEY = re.compile(r"\(?(#\w+) = (:\w+)(?: AND begins_with \((#\w+), (:\w+)\)\))?")
_evaluate = dynamodb._evaluate_condition


def evaluate(
    expression: str,
    item: Any,
    values: Any,
    names: Any,
    slot: str = "ConditionExpression",
) -> Any:
    """Of a list, all or what begins with something; whatever else, as it was."""
    found = _KEY.fullmatch(expression) if slot == "KeyConditionExpression" else None
    if found is None:
        return _evaluate(expression, item, values, names, slot=slot)
    name, value, other, start = found.groups()
    if item[names[name]] != values[value]:
        return False
    return other is None or item[names[other]]["S"].startswith(values[start]["S"])


if __name__ == "__main__":
    dynamodb._evaluate_condition = evaluate
    runpy.run_path(str(CONTAINERS), run_name="__main__")
