"""Promotions compiled once per version, to price any number of carts with."""

from collections import Counter
from collections.abc import Iterable, Sequence

from promenade.base.promotion.model.answer import Outcome
from promenade.base.promotion.model.entry import Entry, compile_entry
from promenade.base.promotion.model.gates import normalised
from promenade.base.promotion.model.matching import ScopeTable
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.unit_stage import UnitEntry, compile_unit_entry
from promenade.kit.values import Value


class StageEntries(Value, frozen=True):
    """A later stage's entries by rank; the flags say what its turns need not look for."""

    stage: Stage
    entries: tuple[Entry, ...]
    has_exclusives: bool
    has_rivals: bool


class Book(Value, frozen=True):
    """Entries in the order of their outcomes: stage, priority, id. How they were declared leaves no
    trace. `unmatched` is every promotion's outcome for a cart that holds nothing it covers.
    """

    table: ScopeTable
    unit_entries: tuple[UnitEntry, ...]
    stages: tuple[StageEntries, ...]
    unmatched: tuple[Outcome, ...]
    places_by_code: dict[str, tuple[int, ...]]


_STAGES = tuple(Stage)


def compile_book(promotions: Iterable[Promotion]) -> Book:
    """Raises ValueError when two promotions share an id."""
    ordered = sorted(promotions, key=lambda p: (_STAGES.index(p.stage), -p.priority, p.id))
    if len({promotion.id for promotion in ordered}) != len(ordered):
        raise ValueError("two promotions have the same id")
    table = ScopeTable()
    entries = [compile_entry(promotion, place, table) for place, promotion in enumerate(ordered)]
    by_stage = {s: tuple(entry for entry in entries if entry.promotion.stage is s) for s in _STAGES}
    return Book(
        table,
        tuple(compile_unit_entry(entry, table) for entry in by_stage.pop(Stage.UNIT)),
        tuple(_stage_entries(stage, members) for stage, members in by_stage.items() if members),
        tuple(Outcome(entry.promotion, Reason.NO_MATCHING_LINE) for entry in entries),
        _places_by_code(entries),
    )


def _stage_entries(stage: Stage, entries: tuple[Entry, ...]) -> StageEntries:
    sizes = Counter(entry.group for entry in entries)
    return StageEntries(
        stage,
        entries,
        has_exclusives=any(entry.promotion.exclusive for entry in entries),
        has_rivals=any(size > 1 for size in sizes.values()),
    )


def _places_by_code(entries: Sequence[Entry]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for entry in entries:
        if entry.promotion.code is not None:
            text = normalised(entry.promotion.code.text)
            places[text] = (*places.get(text, ()), entry.place)
    return places
