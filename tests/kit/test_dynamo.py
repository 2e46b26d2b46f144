"""Records and the write as the check, against the tables of infra/tables.yaml in process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from promenade.kit import aws, dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict, NotFound, Stale, Unavailable
from promenade.kit.records import IndexedRecord, Record
from promenade.kit.stamp import Stamp
from tests.support.cloud import dump

pytestmark = pytest.mark.usefixtures("stores")
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


class Thing(IndexedRecord):
    class Meta:
        table_name = "promenade-order"


def thing(name: str = "A", version: int = 1, request: str = "r1", **extra: Any) -> Thing:
    stamp = Stamp("staff:olga", NOW, "call-1", request)
    return Thing("THING", name, version=version, body=f'"{request}"', **extra).stamped(stamp)


@contextmanager
def unmoved() -> Iterator[None]:
    before = dump()
    yield
    assert dump() == before


@contextmanager
def failing(error: Exception) -> Iterator[None]:
    """Every call to the table fails like this."""

    def fail(*_: Any, **__: Any) -> None:
        raise error

    with patch.object(aws.client("dynamodb"), "_make_api_call", fail):
        yield


def client_error(code: str, **more: Any) -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": "no"}, **more}
    return ClientError(response, "PutItem")


def test_a_record_comes_back_as_it_was_stored() -> None:
    dynamo.add(thing(fact="ThingMade"))
    found = dynamo.find(Thing, "THING", "A", consistent=True)
    assert found is not None
    assert (found.version, found.fact, found.body) == (1, "ThingMade", '"r1"')
    assert (found.actor, found.updated_at) == ("staff:olga", NOW)
    assert (found.correlation_id, found.fingerprint) == ("call-1", "r1")


def test_what_is_not_there_is_none() -> None:
    assert dynamo.find(Thing, "THING", "A") is None


def test_a_repeated_add_answers_the_first_and_moves_nothing() -> None:
    dynamo.add(thing())
    with unmoved():
        assert dynamo.add(thing()).body == '"r1"'


def test_another_add_of_the_same_key_conflicts_and_moves_nothing() -> None:
    dynamo.add(thing())
    with unmoved(), pytest.raises(Conflict):
        dynamo.add(thing(request="r2"))


def test_a_replacement_follows_the_version_before() -> None:
    dynamo.add(thing())
    assert dynamo.replace(thing(version=2, request="r2")).version == 2
    found = dynamo.find(Thing, "THING", "A")
    assert found is not None
    assert (found.version, found.body) == (2, '"r2"')


def test_a_repeated_replacement_answers_the_first() -> None:
    dynamo.add(thing())
    dynamo.replace(thing(version=2, request="r2"))
    with unmoved():
        assert dynamo.replace(thing(version=2, request="r2")).body == '"r2"'


@pytest.mark.parametrize("version", [1, 2, 4])
def test_a_stale_replacement_tells_the_version_and_moves_nothing(version: int) -> None:
    dynamo.add(thing())
    dynamo.replace(thing(version=2, request="r2"))
    with unmoved(), pytest.raises(Stale) as refused:
        dynamo.replace(thing(version=version, request="r3"))
    assert refused.value.facts == {"version": 2}


def test_nothing_cannot_be_replaced() -> None:
    with unmoved(), pytest.raises(NotFound):
        dynamo.replace(thing(version=2))


def test_a_transaction_writes_all() -> None:
    dynamo.transact(
        [
            Write("Put", thing("A"), Record.pk.does_not_exist()),
            Write("Put", thing("B"), Record.pk.does_not_exist()),
        ]
    )
    found = dynamo.find_many(Thing, [("THING", "A"), ("THING", "B"), ("THING", "C")])
    assert sorted(record.sk for record in found) == ["A", "B"]


def test_a_transaction_that_loses_writes_nothing_and_tells_which_lost() -> None:
    dynamo.add(thing("B"))
    with unmoved(), pytest.raises(ConditionFailed) as lost:
        dynamo.transact(
            [
                Write("Put", thing("A"), Record.pk.does_not_exist()),
                Write("Put", thing("B", request="r2"), Record.pk.does_not_exist()),
                Write("Delete", thing("C"), Record.pk.does_not_exist()),
            ]
        )
    assert lost.value.failed == (False, True, False)
    first, second, third = lost.value.old
    assert (first, third) == (None, None)
    assert second is not None
    assert second.fingerprint == "r1"


def test_dropping_removes_the_named_and_nothing_else() -> None:
    for name in "ABC":
        dynamo.add(thing(name))
    dynamo.drop(Thing, [("THING", "A"), ("THING", "A"), ("THING", "Z")])
    assert [record.sk for record in dynamo.all_between(Thing, "THING", "A", "Z")] == ["B", "C"]


@pytest.mark.parametrize(
    "error",
    [
        client_error("ProvisionedThroughputExceededException"),
        client_error("ThrottlingException"),
        client_error("InternalServerError"),
        ReadTimeoutError(endpoint_url="https://dynamodb"),
    ],
)
def test_a_table_that_does_not_answer_is_unavailable_on_every_path(error: Exception) -> None:
    calls: list[Callable[[], Any]] = [
        lambda: dynamo.add(thing()),
        lambda: dynamo.replace(thing(version=2)),
        lambda: dynamo.transact([Write("Put", thing())]),
        lambda: dynamo.find(Thing, "THING", "A"),
        lambda: dynamo.find_many(Thing, [("THING", "A")]),
        lambda: dynamo.page(Thing, "THING", limit=1, after=None),
        lambda: dynamo.page_of_bodies(Thing, "THING", 1, None),
        lambda: list(dynamo.all_between(Thing, "THING", "A", "B")),
        lambda: dynamo.drop(Thing, [("THING", "A")]),
    ]
    for call in calls:
        with failing(error), pytest.raises(Unavailable):
            call()


@pytest.mark.parametrize("code", ["AccessDeniedException", "ValidationException"])
def test_a_mistake_of_ours_is_no_refusal(code: str) -> None:
    with failing(client_error(code)), pytest.raises(ClientError):
        dynamo.add(thing())


def cancelled(*codes: str) -> ClientError:
    reasons = [{"Code": code} for code in codes]
    return client_error("TransactionCanceledException", CancellationReasons=reasons)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr("promenade.kit.patience.sleep", slept.append)
    return slept


@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError"])
def test_a_competing_transaction_may_be_tried_again(pauses: list[float], code: str) -> None:
    with failing(cancelled("ConditionalCheckFailed", code)), pytest.raises(Unavailable):
        dynamo.transact([Write("Put", thing("A")), Write("Put", thing("B"))])


@pytest.mark.parametrize("conflicts", [1, 7])
def test_a_transaction_waits_for_others_at_its_items(pauses: list[float], conflicts: int) -> None:
    answers = [cancelled("None", "TransactionConflict")] * conflicts

    def answer(_operation: str, _arguments: Any) -> Any:
        if answers:
            raise answers.pop()
        return {}

    with patch.object(aws.client("dynamodb"), "_make_api_call", answer):
        dynamo.transact([Write("Put", thing("A")), Write("Put", thing("B"))])
    assert (answers, len(pauses)) == ([], conflicts)


def test_a_throttled_transaction_is_told_at_once(pauses: list[float]) -> None:
    with failing(cancelled("TransactionConflict", "ThrottlingError")), pytest.raises(Unavailable):
        dynamo.transact([Write("Put", thing("A")), Write("Put", thing("B"))])
    assert pauses == []


def test_an_update_sets_what_the_record_has_and_leaves_the_rest() -> None:
    dynamo.add(thing(fact="ThingMade"))
    later = thing(version=2, request="r2")
    dynamo.apply(Write("Update", later, Record.version == 1, later.changes()))
    found = dynamo.find(Thing, "THING", "A")
    assert found is not None
    assert (found.version, found.body, found.fact) == (2, '"r2"', "ThingMade")
    with unmoved(), pytest.raises(ConditionFailed) as lost:
        dynamo.apply(Write("Update", later, Record.version == 1, later.changes()))
    met = lost.value.old[0]
    assert met is not None
    assert met.fingerprint == "r2"


def test_a_transaction_that_can_never_succeed_is_our_mistake() -> None:
    with failing(cancelled("None", "ValidationError")), pytest.raises(ClientError):
        dynamo.transact([Write("Put", thing("A")), Write("Put", thing("B"))])


def test_keys_that_a_busy_table_left_are_asked_again_and_not_for_ever() -> None:
    item = {"pk": {"S": "THING"}, "sk": {"S": "A"}, "version": {"N": "1"}}
    asked: list[Any] = []

    def answer(_operation: str, arguments: Any) -> Any:
        asked.append(arguments["RequestItems"])
        return answers.pop(0)

    left = {"promenade-order": {"Keys": [{"pk": {"S": "THING"}, "sk": {"S": "A"}}]}}
    busy = {"Responses": {}, "UnprocessedKeys": left}
    done = {"Responses": {"promenade-order": [item]}, "UnprocessedKeys": {}}
    with patch.object(aws.client("dynamodb"), "_make_api_call", answer):
        answers = [busy, done]
        (found,) = dynamo.find_many(Thing, [("THING", "A")])
        assert (found.sk, asked[1]) == ("A", left)
        answers = [busy, busy, busy]
        with pytest.raises(Unavailable):
            dynamo.find_many(Thing, [("THING", "A")])
    assert len(asked) == 5
