"""A function starts with nothing but the two layers and the settings of its own in the template."""

import os
import subprocess
import sys

import pytest

from infra.local import template
from infra.local.template import FOLDERS, ROOT
from tests.support.settings import SETTINGS

RUNTIME = ROOT / ".aws-sam" / "build" / "RuntimeLayer" / "python"
LAYERS = [RUNTIME, ROOT / "layers" / "core" / "python"]
ALWAYS = {*template.read()["Globals"]["Function"]["Environment"]["Variables"], "AWS_DEFAULT_REGION"}
START = """
import runpy, sys
sys.path += sys.argv[2:]
from promenade.kit import config
read, setting = set(), config.setting
config.setting = lambda name: read.add(name) or setting(name)
runpy.run_path(sys.argv[1])
print(*read)
"""

pytestmark = pytest.mark.skipif(not RUNTIME.exists(), reason="make build has not been run")


@pytest.mark.parametrize("name", template.functions())
def test_a_function_reads_exactly_its_settings_when_it_starts(name: str) -> None:
    app = FOLDERS[name] / "app.py"
    declared = set(template.functions()[name].get("Environment", {}).get("Variables", {}))
    given = {each: SETTINGS[each] for each in declared | ALWAYS if each in SETTINGS}
    read = subprocess.check_output(
        [sys.executable, "-I", "-S", "-c", START, str(app), *map(str, LAYERS)],
        env=given | {"AWS_DEFAULT_REGION": "eu-west-1", "PATH": os.defpath},
        text=True,
    )
    assert set(read.split()) - ALWAYS == declared - ALWAYS


def test_the_runtime_layer_has_15_megabytes_at_most() -> None:
    sizes = [path.stat().st_size for path in RUNTIME.rglob("*") if path.is_file()]
    assert sum(sizes) <= 15 * 1024 * 1024
