"""The sentences of refusals, read out of the code that raises them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from infra.local.template import ROOT
from promenade.kit.messages.zh_refusals import REFUSALS

SOURCE = ROOT / "layers/core/python/promenade"
CHINESE = re.compile("[\u4e00-\u9fff]")
BY_CODE = REFUSALS.keys() - {"invalid"}


def refusals(path: Path) -> Iterator[tuple[ast.Call, str, ast.expr]]:
    """Each with its code and its English."""
    blocks = (each for each in ast.walk(tree_of(path)) if isinstance(each, ast.FunctionDef))
    for block in blocks:
        assigned = [each for each in ast.walk(block) if isinstance(each, ast.Assign)]
        told = {ast.unparse(each.targets[0]): each.value for each in assigned}
        for node in ast.walk(block):
            if isinstance(node, ast.Call) and node.args:
                code, given = snake_case(name_called(node)), node.args[0]
                if code in BY_CODE:
                    yield node, code, told.get(ast.unparse(given), given)


def name_called(call: ast.Call) -> str:
    """`Stale(…)`, `super().__init__(…)`: the last part of it."""
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def shown_in(sentence: ast.expr) -> list[str]:
    """Of which values its English tells, amounts as amounts."""
    return [ast.unparse(bare_value(each)) for each in values_in(sentence)]


def bare_value(value: ast.expr) -> ast.expr:
    if isinstance(value, ast.Call) and name_called(value) in {"counted", "money", "worded"}:
        return bare_value(value.args[0])
    return value.values[0] if isinstance(value, ast.BoolOp) else value


def values_in(sentence: ast.expr) -> list[ast.expr]:
    return [each.value for each in ast.walk(sentence) if isinstance(each, ast.FormattedValue)]


def constants(path: Path) -> Iterator[ast.Constant]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
