"""Promotions compiled once per version, to price any number of carts with."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from promenade.base.promotion.model.answer import Outcome, Told
from promenade.base.promotion.model.counted import is_limited
from promenade.base.promotion.model.currencies import in_currency
from promenade.base.promotion.model.entry import Entry, compile_entry, entry_elsewhere
from promenade.base.promotion.model.matching import Coverage, ScopeTable
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.stocked import Stocked, stocked_by
from promenade.base.promotion.model.telling import MOST_TOLD
from promenade.kit.codes import normalised
from promenade.kit.values import Value


class Index(Value, frozen=True):
    """Entries by rank, their ranks by the number of their lines or else by their code."""

    entries: list[Entry]
    by_scope: dict[int, list[int]]
    by_code: dict[str, list[int]]

    def meeting(self, covered: Coverage, codes: Collection[str]) -> Sequence[Entry]:
        """Those that have lines to work on and ask for no code but these, by rank."""
        entries, by_scope = self.entries, self.by_scope
        ranks = [rank for number in covered if number in by_scope for rank in by_scope[number]]
        if self.by_code:
            unlocked = [rank for code in codes for rank in self.by_code.get(code, ())]
            ranks += [rank for rank in unlocked if entries[rank].scope in covered]
        return [entries[rank] for rank in sorted(ranks)]


class StageEntries(Index, frozen=True):
    """A stage's entries; the flags say what its turns need not look for."""

    stage: Stage
    has_gates: bool
    has_exclusives: bool
    has_rivals: bool


class Page(Value, frozen=True, eq=False, weakref=True):
    """What a book says to carts in one currency.

    Entries in the order of their outcomes: stage, priority, id. How they were declared leaves no
    trace. `unmatched` is every promotion's outcome for a cart that holds nothing it covers; of
    those that are `limited`, what orders have taken counts.
    """

    table: ScopeTable
    unit_stage: StageEntries | None
    later_stages: tuple[StageEntries, ...]
    unmatched: tuple[Outcome, ...]
    gated: tuple[Entry, ...]
    by_code: dict[str, list[Entry]]
    looks_for_absence: bool
    stocked: Stocked
    limited: Index

    @property
    def tells_all(self) -> bool:
        """Or else of those alone that meet a line of the cart or whose code is presented."""
        return len(self.unmatched) <= MOST_TOLD

    def outcome(self, place: int, told: Told) -> Outcome:
        return told.get(place) or self.unmatched[place]

    def outcomes(self, told: Told) -> list[Outcome]:
        """By place."""
        if not self.tells_all:
            return [told[place] for place in sorted(told)]
        outcomes = list(self.unmatched)
        for place, outcome in told.items():
            outcomes[place] = outcome
        return outcomes


class Book:
    """The promotions of a shop, compiled for a currency when the first cart in it comes."""

    def __init__(self, promotions: Iterable[Promotion]) -> None:
        """Raises ValueError when two promotions share an id."""
        self._ranked = sorted(promotions, key=lambda p: (_STAGES.index(p.stage), -p.priority, p.id))
        if len({promotion.id for promotion in self._ranked}) != len(self._ranked):
            raise ValueError("two promotions have the same id")
        self._pages: dict[str, Page] = {}

    def page(self, currency: str) -> Page:
        page = self._pages.get(currency)
        if page is None:
            page = self._pages[currency] = _compiled(self._ranked, currency)
        return page


_STAGES = tuple(Stage)
# An entry, or its rank.
Known = TypeVar("Known")


def compile_book(promotions: Iterable[Promotion]) -> Book:
    """Raises ValueError when two promotions share an id."""
    return Book(promotions)


def _compiled(ranked: Sequence[Promotion], currency: str) -> Page:
    table, rivals = ScopeTable(), _rivals(ranked)
    entries = [
        _entry(promotion, place, table, rivals[promotion.id], currency)
        for place, promotion in enumerate(ranked)
    ]
    stages = {
        stage: stage_entries(stage, [entry for entry in members if entry.is_here])
        for stage, members in groupby(entries, key=lambda entry: entry.promotion.stage)
    }
    return Page(
        table,
        stages.pop(Stage.UNIT, None),
        tuple(stages.values()),
        tuple(Outcome(entry.promotion, Reason.NO_MATCHING_LINE) for entry in entries),
        tuple(entry for entry in entries if entry.gates),
        _by_code(entries, entries),
        any(promotion.without is not None for promotion in ranked),
        stocked_by(entry.promotion for entry in entries if entry.is_here),
        index_of([entry for entry in entries if entry.is_here and is_limited(entry.promotion)]),
    )


def _entry(
    promotion: Promotion, place: int, table: ScopeTable, not_with: frozenset[str], currency: str
) -> Entry:
    mine = in_currency(promotion, currency)
    if mine is None:
        return entry_elsewhere(promotion, place, table)
    return compile_entry(mine, place, table, not_with)


def _rivals(promotions: Sequence[Promotion]) -> dict[str, frozenset[str]]:
    """Whom each promotion does not apply beside, whichever side says so."""
    found: dict[str, set[str]] = {promotion.id: set() for promotion in promotions}
    for promotion in promotions:
        for other in promotion.not_with:
            if other in found and other != promotion.id:
                found[promotion.id].add(other)
                found[other].add(promotion.id)
    return {id_: frozenset(others) for id_, others in found.items()}


def index_of(entries: list[Entry]) -> Index:
    by_scope: dict[int, list[int]] = {}
    for rank, entry in enumerate(entries):
        if entry.promotion.code is None:
            by_scope.setdefault(entry.scope, []).append(rank)
    return Index(entries, by_scope, _by_code(entries, range(len(entries))))


def stage_entries(stage: Stage, entries: list[Entry]) -> StageEntries:
    sizes = Counter(entry.group for entry in entries)
    found = index_of(entries)
    return StageEntries(
        entries,
        found.by_scope,
        found.by_code,
        stage,
        has_gates=any(entry.gates for entry in entries),
        has_exclusives=any(entry.promotion.exclusive for entry in entries),
        has_rivals=any(size > 1 for size in sizes.values()),
    )


def _by_code(entries: Sequence[Entry], known_as: Sequence[Known]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for entry, known in zip(entries, known_as, strict=True):
        if entry.promotion.code is not None:
            found.setdefault(normalised(entry.promotion.code.text), []).append(known)
    return found
