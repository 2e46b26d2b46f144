"""The whole trail as a file, from the API, and what is found in one that somebody has touched."""

import json
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from infra.local import auditing
from infra.local.api import Answer, Api
from infra.local.cloud import CloudError
from promenade.base.audit.service import record_change
from promenade.base.audit.store import DynamoAuditStore
from tests.support.audit import change
from tests.support.gateway import Gateway

COUNT = 40


class Told:
    """As `Api` calls, by the gateway in process."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def call(self, route: str, *, token: str) -> Answer:
        assert token == "owner"
        path, _, query = route.partition("?")
        asked = dict(each.split("=") for each in query.split("&"))
        found = self._gateway.call(path, query=asked)
        return Answer(found.status, found.headers, found.text.encode())


@pytest.fixture
def exported(gateway: Gateway, tmp_path: Path) -> Path:
    for version in range(1, COUNT + 1):
        record_change(change(version), "salt", DynamoAuditStore())
    return export(gateway, tmp_path / "kept" / "trail.jsonl")


def export(gateway: Gateway, path: Path) -> Path:
    auditing.export(cast("Api", Told(gateway)), lambda: "owner", path)
    return path


def written(path: Path, *lines: Any) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def test_an_export_holds_the_whole_trail_and_proves_itself_off_line(exported: Path) -> None:
    lines = exported.read_text().splitlines()
    assert sorted(json.loads(line)["version"] for line in lines) == list(range(1, COUNT + 1))
    told = f"40 lines in {exported}: none was changed, removed, inserted or moved."
    assert auditing.verify(exported, None) == told
    assert auditing.verify(exported, exported) == told


def test_a_changed_and_a_removed_line_are_named(exported: Path, tmp_path: Path) -> None:
    lines = exported.read_text().splitlines()
    first = json.loads(lines[0])["link"]
    forged = lines[0].replace("staff:maria", "staff:olga")
    with pytest.raises(CloudError) as refused:
        auditing.verify(written(tmp_path / "forged", forged, *lines[2:]), None)
    assert str(refused.value).splitlines() == [
        f"Chain {first['chain']}, place 1 was changed.",
        f"Chain {first['chain']}, place 2: missing.",
        f"The trail in {tmp_path / 'forged'} does not hold.",
    ]


def test_an_earlier_export_tells_what_was_taken_from_the_end_since(
    exported: Path, tmp_path: Path
) -> None:
    *lines, last = exported.read_text().splitlines()
    cut = written(tmp_path / "cut", *lines)
    assert auditing.verify(cut, None).startswith("39 lines in ")
    link = json.loads(last)["link"]
    with pytest.raises(CloudError) as refused:
        auditing.verify(cut, exported)
    told = f"Chain {link['chain']}, place {link['place']}: missing."
    assert str(refused.value).splitlines()[0] == told


def test_a_trail_that_went_on_holds_against_an_earlier_export(
    exported: Path, gateway: Gateway, tmp_path: Path
) -> None:
    record_change(change(COUNT + 1), "salt", DynamoAuditStore())
    later = export(gateway, tmp_path / "later.jsonl")
    assert auditing.verify(later, exported).startswith("41 lines in ")


def test_a_line_of_something_else_is_told(exported: Path, tmp_path: Path) -> None:
    mixed = written(tmp_path / "mixed", exported.read_text().splitlines()[0], "{}")
    with pytest.raises(CloudError) as refused:
        auditing.verify(mixed, None)
    assert str(refused.value) == f"{mixed}, line 2 is no line of an audit trail."


def test_a_file_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["make", "--file", str(tmp_path / "none")])
    with pytest.raises(CloudError) as refused:
        auditing.main()
    assert str(refused.value) == f"There is no file {tmp_path / 'none'}."


def test_a_line_whose_salt_was_taken_away_and_an_empty_file_prove_nothing(
    exported: Path, tmp_path: Path
) -> None:
    first, *others = exported.read_text().splitlines()
    line = json.loads(first)
    line["link"]["salt"] = None
    cut = written(tmp_path / "cut", json.dumps(line), *others)
    with pytest.raises(CloudError) as refused:
        auditing.verify(cut, None)
    told = f"1 lines in {cut} have no salt, though others do: what they say is not proven."
    assert str(refused.value) == told
    empty = written(tmp_path / "empty")
    with pytest.raises(CloudError) as refused:
        auditing.verify(empty, None)
    assert str(refused.value) == f"{empty} has no line: nothing is proven of an empty trail."
