"""Functions are thin: wiring, routes, nothing else."""

import ast
from pathlib import Path

import pytest

from infra.local.template import FOLDERS, ROOT
from tests.support import functions, sizes

FORBIDDEN = ("pynamodb", "boto3", "botocore", "chalice")


def app(name: str) -> Path:
    return FOLDERS[name] / "app.py"


@pytest.mark.parametrize("name", functions.NAMES)
def test_an_edge_has_80_lines_at_most(name: str) -> None:
    assert len(app(name).read_text().splitlines()) <= 80


@pytest.mark.parametrize("name", functions.NAMES)
def test_a_view_has_8_lines_at_most(name: str) -> None:
    views = [view for view in sizes.functions(app(name)) if view.decorator_list]
    assert {view.name: sizes.length(view) for view in views if sizes.length(view) > 8} == {}


@pytest.mark.parametrize("name", functions.NAMES)
def test_an_edge_knows_no_library_of_aws(name: str) -> None:
    nodes = ast.walk(ast.parse(app(name).read_text()))
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    assert [module for module in modules if module.split(".")[0] in FORBIDDEN] == []


def test_nobody_imports_a_function() -> None:
    importing = [
        path
        for path in ROOT.glob("layers/core/python/**/*.py")
        if "import functions" in path.read_text() or "from functions" in path.read_text()
    ]
    assert importing == []
