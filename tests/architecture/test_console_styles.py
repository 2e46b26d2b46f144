"""All styles of the console are one file: no screen's names change how another's look."""

import re
from collections import defaultdict
from pathlib import Path

from infra.local.template import ROOT

SOURCE = ROOT / "functions/console/web/src"
RULE = re.compile(r"^(\.[a-z][\w-]*(?:,\n\.[a-z][\w-]*)*) \{", re.MULTILINE)
"""Of classes alone, which is what one looks like everywhere."""
WRITTEN = re.compile(r'(?<!:)class="([^"]*)"')


def own(sheet: Path) -> set[str]:
    """The classes that a sheet gives their looks."""
    return {name.strip(".,") for rule in RULE.findall(sheet.read_text()) for name in rule.split()}


def used(screen: Path) -> set[str]:
    return {name for names in WRITTEN.findall(screen.read_text()) for name in names.split()}


def sheets(below: str) -> list[Path]:
    return sorted((SOURCE / below).rglob("*.css"))


def test_a_class_has_its_looks_from_one_sheet() -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for sheet in sheets("."):
        for name in own(sheet):
            told[name].append(sheet.name)
    assert {name: names for name, names in told.items() if len(names) > 1} == {}


def test_a_class_of_a_screen_is_used_where_its_sheet_is_imported() -> None:
    strangers = []
    for sheet in sheets("features"):
        folder = next(each for each in sheet.parents if each.parent.name == "features")
        for screen in sorted((SOURCE / "features").rglob("*.vue")):
            is_guest = any(sheet.name in each.read_text() for each in screen.parent.glob("*.vue"))
            if folder not in screen.parents and not is_guest and own(sheet) & used(screen):
                strangers.append((screen.name, sheet.name, own(sheet) & used(screen)))
    assert strangers == []
