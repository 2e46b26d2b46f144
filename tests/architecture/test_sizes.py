"""Small functions, small files, short decisions."""

from pathlib import Path
from statistics import median, quantiles

from infra.local.template import ROOT
from tests.support.sizes import functions, length

PLACES = ("layers/core/**/*.py", "functions/**/*.py", "infra/**/*.py")
SOURCES = [path for place in PLACES for path in ROOT.glob(place)]


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_functions_are_short() -> None:
    sizes = {
        f"{path.relative_to(ROOT)}:{node.name}": length(node)
        for path in SOURCES
        for node in functions(path)
    }
    assert {place: size for place, size in sizes.items() if size > 25} == {}
    assert median(sizes.values()) <= 9
    assert quantiles(sizes.values(), n=20)[-1] <= 20


def test_files_are_short() -> None:
    assert quantiles([lines(path) for path in SOURCES], n=20)[-1] <= 200


def test_test_files_are_short() -> None:
    long = [str(path) for path in ROOT.glob("tests/**/*.py") if lines(path) > 300]
    assert long == []


def test_a_decision_has_15_lines_at_most() -> None:
    assert [str(path) for path in ROOT.glob("docs/adr/*.md") if lines(path) > 15] == []
