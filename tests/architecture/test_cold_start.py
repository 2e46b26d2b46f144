"""A function starts with nothing but the two layers and the settings of its own in the template,
and finds them compiled for its interpreter."""

import os
import subprocess
import sys
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import pytest

from infra.local import template
from infra.local.stack import BUILD
from infra.local.template import FOLDERS, ROOT
from tests.support.settings import SETTINGS

RUNTIME = BUILD / "RuntimeLayer" / "python"
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


def test_everything_is_compiled_for_the_python_that_loads_it() -> None:
    # The second word says: trust this, whatever the time or digest of its source.
    unchecked = (0b01).to_bytes(4, "little")
    found = {path.read_bytes()[:8] for path in BUILD.rglob("*.pyc")}
    assert found == {MAGIC_NUMBER + unchecked}
    compiled = {path: Path(cache_from_source(str(path))) for path in BUILD.rglob("*.py")}
    assert [source for source, path in compiled.items() if not path.exists()] == []


def test_extension_modules_are_for_the_python_that_loads_them_on_both_architectures() -> None:
    version = "cpython-{}{}".format(*sys.version_info)
    built = {path.name.partition(".")[2] for path in RUNTIME.rglob("*.so")}
    assert built == {f"{version}-{machine}-linux-gnu.so" for machine in ("aarch64", "x86_64")}
