"""A DynamoDB that fails at one of its calls: before the call has an effect, after it, or twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from botocore.exceptions import ClientError, ReadTimeoutError

Call = Callable[[], Any]
Fault = Callable[[str, Call], Any]


class Killed(BaseException):
    """The process is gone: nothing catches this, as nothing would run any more."""


class Turn:
    """`count` calls were made."""

    count = 0


@contextmanager
def failing(fault: Fault, number: int, services: tuple[str, ...] = ("dynamodb",)) -> Iterator[Turn]:
    """Of the calls to these services the one of that number, from 1, fails so."""
    turn, original = Turn(), vars(BaseClient)["_make_api_call"]

    def make(self: BaseClient, operation: str, arguments: Any) -> Any:
        def call() -> Any:
            return original(self, operation, arguments)

        if self.meta.service_model.service_name not in services:
            return call()
        turn.count += 1
        return fault(operation, call) if turn.count == number else call()

    with patch.object(BaseClient, "_make_api_call", make):
        yield turn


def unharmed(_operation: str, call: Call) -> Any:
    return call()


def throttled(operation: str, _call: Call) -> Any:
    if operation == "TransactWriteItems":
        raise _cancelled("ThrottlingError", operation)
    raise _error("ThrottlingException", operation)


def in_conflict(operation: str, call: Call) -> Any:
    """With a transaction that holds the item; reads meet none."""
    if operation == "TransactWriteItems":
        raise _cancelled("TransactionConflict", operation)
    if operation in ("DeleteItem", "PutItem", "UpdateItem"):
        raise _error("TransactionConflictException", operation)
    return call()


def unheard(_operation: str, call: Call) -> Any:
    """It took effect, and the answer never came."""
    call()
    raise ReadTimeoutError(endpoint_url="https://dynamodb.example")


def repeated(_operation: str, call: Call) -> Any:
    """As botocore does where the first answer never came; DynamoDB has forgotten the first."""
    call()
    return call()


def killed_before(_operation: str, _call: Call) -> Any:
    raise Killed


def killed_after(_operation: str, call: Call) -> Any:
    call()
    raise Killed


FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (throttled, in_conflict, unheard, repeated, killed_before, killed_after)
}


def _error(code: str, operation: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "Injected."}}, operation)


def _cancelled(reason: str, operation: str) -> ClientError:
    answer: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": "Injected."},
        "CancellationReasons": [{"Code": reason}],
    }
    return ClientError(answer, operation)
