"""Positions of a draw lie in pages, by mark, so that one of them tells any of its marks."""

from collections.abc import Iterable, Mapping
from math import ceil

PAGE_SPOTS = 1_000
"""About 40 kB."""

_DIGITS = 8


def page_count(spot_count: int) -> int:
    return ceil(spot_count / PAGE_SPOTS)


def page_of(mark: str, spot_count: int) -> int:
    """Pages follow each other as marks do, which are evenly spread."""
    return int(mark[:_DIGITS], 16) * page_count(spot_count) >> 4 * _DIGITS


def pages(positions: Mapping[str, int]) -> Iterable[tuple[int, Mapping[str, int]]]:
    """All pages, the empty ones among them."""
    found: list[dict[str, int]] = [{} for _ in range(page_count(len(positions)))]
    for mark in sorted(positions):
        found[page_of(mark, len(positions))][mark] = positions[mark]
    return enumerate(found)
