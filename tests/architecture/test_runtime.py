"""The runtime layer keeps the models of all services that functions may ask, and how countries
number their phones."""

import runpy
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from infra.local import template
from infra.local.template import ROOT, texts

SLIM = runpy.run_path(str(ROOT / "layers" / "runtime" / "slim.py"))
KEPT = set(SLIM["SERVICES"])
ASK = """
import sys
sys.path[:] = sys.argv[1:]
from promenade.kit.numbering import look_up
print(look_up("07911123456", "GB").number, look_up("+12125550199", "CN").kind)
"""
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


def test_what_the_layer_keeps_of_phone_numbers_reads_them(tmp_path: Path) -> None:
    spec = find_spec("phonenumbers")
    assert spec
    assert spec.origin
    kept = tmp_path / "phonenumbers"
    shutil.copytree(Path(spec.origin).parent, kept, ignore=shutil.ignore_patterns("__pycache__"))
    SLIM["drop_unused"](tmp_path)
    (kept / "__init__.py").write_text("")
    asked = [sys.executable, "-c", ASK, str(tmp_path), *sys.path]
    assert subprocess.check_output(asked, text=True) == "+447911123456 mobile\n"
    assert sum(path.stat().st_size for path in kept.rglob("*.py")) < 900_000
