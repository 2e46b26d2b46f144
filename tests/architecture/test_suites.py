"""Every capability is tested, room by room, and every function by its name or its routes."""

import re

import pytest

from infra.local import capabilities
from infra.local.capabilities import CORE, PACKAGES
from infra.local.template import FOLDERS, ROOT
from tests.support import functions

ROOMS = ("model", "service", "store", "wire", "render")
ROUTES: dict[str, set[str]] = {}
for function, route in functions.routes():
    ROUTES.setdefault(function, set()).add(route.path.partition("{")[0])


def test_a_capabilitys_name_is_unique_whatever_its_module() -> None:
    packages = [path.parent for path in CORE.glob("*/*/__init__.py")]
    named = [path.name for path in packages if path.parent.name not in {"contracts", "kit"}]
    assert sorted(named) == sorted(PACKAGES)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_room_of_a_capability_is_tested_in_its_suite(name: str) -> None:
    dotted = capabilities.dotted(PACKAGES[name])
    suite = ROOT / "tests" / dotted.replace(".", "/")
    tests = "\n".join(path.read_text() for path in suite.rglob("test_*.py"))
    rooms = {path.stem for path in PACKAGES[name].iterdir()}.intersection(ROOMS)
    tested = set(re.findall(rf"promenade\.{dotted}(?:\.(\w+)| import (\w+))", tests))
    untested = rooms - {room for pair in tested for room in pair}
    assert not untested, f"no test in {suite.relative_to(ROOT)} imports {sorted(untested)}"
    assert "def test_" in tests


@pytest.mark.parametrize("name", FOLDERS)
def test_every_function_is_called_by_a_test_of_its_own(name: str) -> None:
    texts = {
        path.stem.removeprefix("test_"): path.read_text()
        for path in (ROOT / "tests" / "functions").rglob("test_*.py")
        if "def test_" in path.read_text()
    }
    text = "\n".join([*texts.values(), *(f'"{stem}"' for stem in texts)])
    called = [f'"{name}"', *(f" {path}" for path in ROUTES.get(name, ()))]
    assert any(each in text for each in called), f"nothing in tests/functions calls {name}"
