"""Segments on a DynamoDB that takes transactions in parallel: workers that are killed leave nobody
out, nobody in twice and nothing told twice; circles and names of what is put away do not close."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.cloud import Cloud
from tests.e2e.conftest import free_port
from tests.support.contend_segments import VERSIONS, is_wanted, name_of, speaks_chinese
from tests.support.killing_segments import Found, Ways, ask, create, killed

PEOPLE, WORKERS, KILLS, ROUNDS = 160, 4, 12, 20


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Cloud]:
    """With nothing deployed on it: its table tells nobody else."""
    made = Cloud(tmp_path, free_port(), keeps_state=False)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def test_killed_workers_leave_exact_snapshots_and_each_way_told_once(cloud: Cloud) -> None:
    found = killed(cloud, PEOPLE, WORKERS, KILLS)
    assert found.kills == KILLS
    wanted = sorted(name_of(number) for number in range(PEOPLE) if is_wanted(number))
    assert {run_id: sorted(each) for run_id, each in found.told["pages"].items()} == {
        "run-1": wanted,
        "run-2": wanted,
    }
    assert found.told["inside"] == _expected(found)
    assert [name for name, told in found.ways.items() if not _follows(told)] == []
    assert _last_told(found.ways).items() <= found.told["turns"].items()


def _expected(found: Found) -> dict[str, bool]:
    """Of all who ever came in."""
    ends = {name_of(number): speaks_chinese(number, VERSIONS) for number in range(PEOPLE)}
    return {name: ends[name] for name in found.told["inside"]} | {
        name: True for name, is_inside in ends.items() if is_inside
    }


def _follows(told: list[tuple[int, str]]) -> bool:
    """Every turn after the first that was told, once, who comes in by odd ones."""
    first = told[0][0]
    names = {1: "SegmentEntered", 0: "SegmentLeft"}
    return told == [(turn, names[turn % 2]) for turn in range(first, first + len(told))]


def _last_told(ways: Ways) -> dict[str, int]:
    return {name: told[-1][0] for name, told in ways.items()}


def test_of_two_who_close_a_circle_or_put_away_what_is_named_one_wins(cloud: Cloud) -> None:
    create(cloud)
    told = json.loads(ask(cloud, "contend_segment_names", 0, ROUNDS))
    assert told["circles"] == {"circular_segments / done": ROUNDS}
    assert Counter(told["archives"]).total() == ROUNDS
    assert {*told["archives"]} <= {"done / invalid", "done / segment_in_use"}
