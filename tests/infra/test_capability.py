"""`make capability`: rooms that load, a table, permissions, and tests that fail until filled."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra import capability
from infra.local.template import ROOT
from tests.support.settings import SETTINGS

CORE = Path("layers/core/python")
APP = "functions/activity/gift_card_api/app.py"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """What a new capability is added to: the first one of its module."""
    shutil.copytree(ROOT / CORE, tmp_path / CORE)
    shutil.rmtree(tmp_path / CORE / "promenade" / "activity")
    (tmp_path / "infra").mkdir()
    shutil.copy(ROOT / "infra" / "tables.yaml", tmp_path / "infra")
    return tmp_path


def lay_out(house: Path) -> dict[str, str]:
    written = capability.lay_out("gift_card", "activity", house)
    return {str(path): (house / path).read_text() for path in written}


def test_a_capability_gets_its_rooms_in_its_module(house: Path) -> None:
    package = f"{CORE}/promenade/activity/gift_card"
    rooms = {f"{package}/{name}.py" for name in ("__init__", "model", "service", "store", "wire")}
    assert set(lay_out(house)) == rooms | {
        f"{CORE}/promenade/activity/__init__.py",
        f"{CORE}/promenade/contracts/access.py",
        f"{CORE}/promenade/contracts/gift_card.py",
        f"{CORE}/promenade/contracts/paths.py",
        APP,
        "functions/activity/gift_card_api/function.yaml",
        "infra/tables.yaml",
        "tests/activity/gift_card/test_gift_card.py",
        "tests/functions/activity/test_gift_card_api.py",
    }


def test_its_table_permissions_and_parameter_stand_in_their_places(house: Path) -> None:
    before = (house / "infra/tables.yaml").read_text()
    written = lay_out(house)
    tables = written["infra/tables.yaml"].splitlines()
    names = [line.strip() for line in tables if line.endswith("Table:")]
    assert names == sorted(names)
    assert "GiftCardTable:" in names
    assert "  GiftCardStream: {Value: !GetAtt GiftCardTable.StreamArn}" in tables
    assert set(before.splitlines()) < set(tables)
    assert (
        '    GIFT_CARD_READ = "gift_card:read"\n'
        in written[f"{CORE}/promenade/contracts/access.py"]
    )
    assert '    "gift_card_id": _ID,\n' in written[f"{CORE}/promenade/contracts/paths.py"]


def test_what_is_laid_out_loads_and_its_tests_fail_until_they_are_filled(house: Path) -> None:
    written = lay_out(house)
    subprocess.run(
        [sys.executable, APP],
        cwd=house,
        env={**SETTINGS, "GIFT_CARD_TABLE": "gift-card", "PYTHONPATH": str(CORE)}
        | {"AWS_DEFAULT_REGION": "eu-west-1"},
        check=True,
    )
    tests = [text for path, text in written.items() if path.startswith("tests/")]
    assert all("pytest.fail(" in text for text in tests)


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("GiftCard", "activity"),
        ("sale", "sales"),
        ("", ""),
        ("stock", "base"),
        ("import", "base"),
        ("personal", "customer"),
        ("product", "base"),
    ],
)
def test_what_cannot_be_laid_out_is_refused_and_writes_nothing(
    name: str, module: str, house: Path
) -> None:
    before = {path: path.read_bytes() for path in house.rglob("*") if path.is_file()}
    with pytest.raises(capability.Refused):
        capability.lay_out(name, module, house)
    assert {path: path.read_bytes() for path in house.rglob("*") if path.is_file()} == before
