"""Batches of messages: done, back again, or parked with a reason."""

from collections.abc import Callable, Sequence
from typing import Any
from unittest.mock import patch

import pytest

from promenade.kit import aws, batch
from promenade.kit.errors import Conflict, DomainError, Fault, Invalid, Stale, Unavailable
from promenade.kit.telemetry import logger
from tests.support.settings import SETTINGS

pytestmark = pytest.mark.usefixtures("stores")
PARKED = SETTINGS["ORDER_INGEST_DEAD_LETTERS_URL"]
LOG = logger("test")


class OrderUnknown(DomainError):
    """Not there."""


def event(*bodies: str) -> dict[str, Any]:
    return {"Records": [{"messageId": f"m{i}", "body": body} for i, body in enumerate(bodies)]}


def reacting(reactions: dict[bytes, Exception]) -> tuple[list[bytes], Callable[[bytes], None]]:
    """(what was handled to the end, a handler that raises what `reactions` says)."""
    done: list[bytes] = []

    def handle(body: bytes) -> None:
        if body in reactions:
            raise reactions[body]
        done.append(body)

    return done, handle


def parked() -> list[tuple[str, str, str]]:
    """(body, reason code, reason) of what lies in the dead-letter queue."""
    received = aws.client("sqs").receive_message(
        QueueUrl=PARKED, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    return [
        (
            message["Body"],
            message["MessageAttributes"]["reason_code"]["StringValue"],
            message["MessageAttributes"]["reason"]["StringValue"],
        )
        for message in received.get("Messages", [])
    ]


def failures(answer: batch.Failures) -> list[str]:
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def run(event: dict[str, Any], handle: Callable[[bytes], None]) -> list[str]:
    return failures(batch.each(event, handle, parked=PARKED, log=LOG))


def test_what_succeeds_does_not_come_again() -> None:
    done, handle = reacting({})
    assert run(event("a", "ä"), handle) == []
    assert done == [b"a", "ä".encode()]


def test_only_what_may_be_tried_again_comes_again() -> None:
    done, handle = reacting({b"b": Unavailable("Later."), b"c": ValueError("a bug")})
    assert run(event("a", "b", "c", "d"), handle) == ["m1", "m2"]
    assert done == [b"a", b"d"]
    assert parked() == []


def test_who_lost_a_race_comes_again() -> None:
    done, handle = reacting({b"b": Stale("It has been changed since.")})
    assert run(event("a", "b"), handle) == ["m1"]
    assert (done, parked()) == ([b"a"], [])


def test_a_final_refusal_is_parked_with_its_reason_and_acknowledged() -> None:
    faults = [Fault("/lines/0", "missing", "Due."), Fault("", "wrong_value", "No.")]
    _, handle = reacting({b"b": OrderUnknown("No such order."), b"c": Invalid(faults)})
    assert run(event("a", "b", "c"), handle) == []
    assert parked() == [
        ("b", "order_unknown", "No such order."),
        ("c", "invalid", "/lines/0: Due.; /: No."),
    ]


def test_a_reason_is_made_fit_to_be_sent() -> None:
    _, handle = reacting({b"a": Conflict("bell \x07 " + "x" * 2000), b"b": Conflict("")})
    assert run(event("a", "b"), handle) == []
    (_, _, long), (_, _, empty) = parked()
    assert long.startswith("bell ? xxx")
    assert len(long) == 1024
    assert empty == "conflict"


def test_what_cannot_be_parked_comes_again_and_holds_up_nobody() -> None:
    done, handle = reacting({b"a": Conflict("Twice.")})
    with patch.object(batch, "park", side_effect=ConnectionError):
        assert run(event("a", "b"), handle) == ["m0"]
    assert done == [b"b"]


def test_a_batch_may_be_settled_together() -> None:
    seen: list[Sequence[bytes]] = []
    answer = batch.together(event("a", "b"), seen.append, parked=PARKED, log=LOG)
    assert (failures(answer), seen) == ([], [[b"a", b"b"]])


def test_where_together_fails_each_is_settled_alone() -> None:
    done: list[bytes] = []

    def handle(bodies: Sequence[bytes]) -> None:
        if b"b" in bodies:
            raise Conflict("Twice.")
        done.extend(bodies)

    answer = batch.together(event("a", "b", "c"), handle, parked=PARKED, log=LOG)
    assert failures(answer) == []
    assert done == [b"a", b"c"]
    assert parked() == [("b", "conflict", "Twice.")]
