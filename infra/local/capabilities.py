"""The capabilities that there are, and what stands where."""

import re
from pathlib import Path

from infra.local.template import FOLDERS, ROOT

CORE = ROOT / "layers" / "core" / "python" / "promenade"
DOORS = frozenset({"reader", "holds"})
"""The rooms that another capability's function may be handed."""

PACKAGES = {
    path.parent.name: path.parent
    for path in sorted(CORE.glob("*/*/__init__.py"))
    if path.parents[1].name not in {"contracts", "kit"}
}
"""Capability → its package. A name is unique, whatever the module."""


def dotted(path: Path) -> str:
    """`base.stock` of a package."""
    return ".".join(path.relative_to(CORE).parts)


def sources(name: str) -> str:
    """All code of a capability."""
    return "\n".join(path.read_text() for path in sorted(PACKAGES[name].rglob("*.py")))


def served_by(function: str) -> set[str]:
    """The capabilities that a function stands before: what it imports other than a door."""
    source = (FOLDERS[function] / "app.py").read_text()
    return {name for name, room in _imported(source) if room not in DOORS}


def doors_of(function: str) -> set[tuple[str, str]]:
    """(capability, door) of what a function is handed."""
    source = (FOLDERS[function] / "app.py").read_text()
    return {(name, room) for name, room in _imported(source) if room in DOORS}


def _imported(source: str) -> list[tuple[str, str]]:
    found = re.findall(
        r"^from promenade\.(?!contracts\.)\w+\.(\w+)(?:\.(\w+))?[.\w]* import", source, re.MULTILINE
    )
    return [(name, room) for name, room in found if name in PACKAGES]
