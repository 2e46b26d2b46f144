"""What is found in a chain that somebody has touched, and where."""

import hashlib
from datetime import UTC, datetime

import pytest
from msgspec import Raw

from promenade.base.audit.model import (
    AuditRecord,
    Break,
    End,
    Line,
    breaks,
    chain_of,
    chained,
    ends_of,
)
from promenade.kit.values import replace
from tests.support.audit import MADE, change

CHAIN = 3


def follow(records: list[AuditRecord], end: End) -> list[Line]:
    lines = list[Line]()
    for each in records:
        lines.append(chained(each, end, "salt"))
        end = End(lines[-1].link.place, lines[-1].link.hash)
    return lines


CHANGES = [found for found in map(change, range(1, 500)) if chain_of(found) == CHAIN]
LINES = follow(CHANGES[:5], End())


def found(lines: list[Line], earlier: dict[int, End] | None = None) -> list[tuple[str, int, int]]:
    told = list(breaks(lines, earlier or {}))
    assert {each.chain for each in told} <= {CHAIN}
    return [(each.kind, each.first, each.last) for each in told]


def test_a_chain_that_nobody_touched_holds() -> None:
    assert found(LINES) == []
    assert found(LINES, ends_of(LINES[:3])) == []
    assert [line.link.place for line in LINES] == [1, 2, 3, 4, 5]


def test_anybody_can_reckon_a_hash_without_us() -> None:
    record = (
        b'{"event_id":"stock:SKU#MUG/LEVEL@1","subject":"stock:SKU#MUG/LEVEL","version":1,'
        b'"fact":"StockMoved","actor":"staff:maria","occurred_at":"2026-03-01T12:00:00Z",'
        b'"correlation_id":"c-1","before":null,"after":{"on_hand_count":5}}'
    )
    digest = hashlib.sha256(b"salt\n" + record).hexdigest()
    link = chained(MADE, End(7, "abc"), "salt").link
    told = f"{link.chain}/8\nabc\n{digest}".encode()
    assert (link.place, link.previous, link.digest) == (8, "abc", digest)
    assert link.hash == hashlib.sha256(told).hexdigest()


@pytest.mark.parametrize(
    "forged",
    [
        replace(LINES[2].record, actor="staff:nobody"),
        replace(LINES[2].record, after=Raw(b'{"on_hand_count":6}')),
        replace(LINES[2].record, after=Raw(b'{"on_hand_count": 5}')),
        replace(LINES[2].record, occurred_at=datetime(2026, 3, 1, 11, tzinfo=UTC)),
    ],
)
def test_a_changed_record_is_found_where_it_stands(forged: AuditRecord) -> None:
    lines = [*LINES[:2], replace(LINES[2], record=forged), *LINES[3:]]
    assert found(lines) == [("changed", 3, 3)]


def test_a_changed_record_with_new_hashes_parts_the_line_from_the_one_behind_it() -> None:
    forged = follow([replace(LINES[2].record, actor="staff:nobody")], ends_of(LINES[:2])[CHAIN])
    assert found([*LINES[:2], *forged, *LINES[3:]]) == [("parted", 4, 4)]


def test_removed_lines_are_named() -> None:
    assert found([LINES[0], *LINES[3:]]) == [("removed", 2, 3)]
    assert found(LINES[1:]) == [("removed", 1, 1)]


def test_an_inserted_line_is_found_whether_or_not_others_are_counted_anew() -> None:
    (forged,) = follow([CHANGES[9]], ends_of(LINES[:2])[CHAIN])
    assert found([*LINES[:2], forged, *LINES[2:]]) == [("moved", 3, 3), ("parted", 4, 4)]
    moved_on = [
        replace(line, link=replace(line.link, place=line.link.place + 1)) for line in LINES[2:]
    ]
    assert found([*LINES[:2], forged, *moved_on]) == [
        ("parted", 4, 4),
        ("changed", 4, 4),
        ("changed", 5, 5),
        ("changed", 6, 6),
    ]


def test_lines_that_changed_places_are_found() -> None:
    lines = [LINES[0], LINES[2], LINES[1], *LINES[3:]]
    assert found(lines) == [("removed", 2, 2), ("moved", 2, 2)]


def test_a_line_twice_is_found() -> None:
    assert found([*LINES[:2], LINES[1], *LINES[2:]]) == [("moved", 2, 2)]


def test_what_was_taken_from_the_end_is_found_by_who_knows_where_it_was() -> None:
    assert found(LINES[:3]) == []
    assert found(LINES[:3], ends_of(LINES)) == [("removed", 4, 5)]
    assert found([], ends_of(LINES)) == [("removed", 1, 5)]


def test_what_was_written_anew_as_a_whole_is_found_by_who_knows_how_it_ended() -> None:
    forged = follow([replace(each, actor="staff:nobody") for each in CHANGES[:5]], End())
    assert found(forged) == []
    assert found(forged, ends_of(LINES)) == [("rewritten", 5, 5)]


def test_a_masked_record_is_not_held_against_its_digest_and_its_place_is_proven() -> None:
    masked = replace(LINES[2].record, after=Raw(b'{"on_hand_count":"***"}'))
    line = Line(masked, replace(LINES[2].link, salt=None))
    assert found([*LINES[:2], line, *LINES[3:]]) == []
    assert found([*LINES[:2], replace(line, link=replace(line.link, digest="0"))]) == [
        ("changed", 3, 3)
    ]


def test_chains_are_judged_each_by_itself() -> None:
    other = chained(next(e for e in map(change, range(99)) if chain_of(e) == 4), End(), "salt")
    assert list(breaks([LINES[0], other, LINES[1]], {})) == []
    assert list(breaks([other, LINES[1]], {})) == [Break(CHAIN, 1, 1, "removed")]


def test_changes_of_one_thing_are_spread_over_all_chains() -> None:
    assert {chain_of(change(version)) for version in range(200)} == set(range(16))
