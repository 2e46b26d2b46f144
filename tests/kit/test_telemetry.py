"""Logs without personal data."""

import itertools
import json
from typing import Any

import pytest

from promenade.kit.telemetry import Personal, logger

ADA = Personal("Ada Lovelace")
_services = (f"masking-{number}" for number in itertools.count())


def logged(capsys: pytest.CaptureFixture[str], **facts: Any) -> dict[str, Any]:
    logger(next(_services)).info("seen", **facts)
    line: dict[str, Any] = json.loads(capsys.readouterr().out)
    return line


def test_facts_are_keys_beside_a_constant_message(capsys: pytest.CaptureFixture[str]) -> None:
    line = logged(capsys, order_count=3)
    assert (line["message"], line["level"], line["order_count"]) == ("seen", "INFO", 3)


@pytest.mark.parametrize(
    "fact",
    [ADA, {"name": ADA}, [ADA], (ADA,), {"people": [{"name": ADA}]}, f"{ADA}", f"{ADA!r}", {ADA}],
)
def test_personal_text_is_masked_however_it_is_wrapped(
    fact: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps(logged(capsys, fact=fact))
    assert "***" in line
    assert "Ada" not in line


def test_personal_text_does_not_show_in_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    log = logger(next(_services))
    try:
        raise ValueError(f"cannot greet {ADA}")  # noqa: TRY301
    except ValueError:
        log.exception("failed")
    written = capsys.readouterr().out
    assert "cannot greet '***'" in written
    assert "Ada" not in written


def test_personal_text_keeps_its_content_for_those_who_need_it() -> None:
    assert ADA == "Ada Lovelace"
    assert ADA.encode() == b"Ada Lovelace"
