"""Ratios measured side by side: candidates take turns, medians are compared, nothing fails."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `aim` reads like `≤ 1.0`; `detail` says what was measured."""

    what: str
    value: str
    aim: str
    detail: str


def interleaved(candidates: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of what each candidate measured of itself, over `rounds` turns of all."""
    measured: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, measure in candidates.items():
            measured[name].append(measure())
    return {name: median(values) for name, values in measured.items()}


def table(rows: list[Row]) -> str:
    cells = [
        ("what", "measured", "aim", "how"),
        *((r.what, r.value, r.aim, r.detail) for r in rows),
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
