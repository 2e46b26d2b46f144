"""Reading from several tables at once: who owns a table says what to ask of it, and what the
answer means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from promenade.kit import aws
from promenade.kit.errors import Unavailable
from promenade.kit.refusals import refusals
from promenade.kit.values import Value

Key = tuple[str, str]
"""(pk, sk)."""

KEYS = 100
"""What one call takes."""

_TRIES = 3
_AT_ONCE = 4

A = TypeVar("A")
B = TypeVar("B")


class Lookup(Value, Generic[A], frozen=True):
    """`read` makes of the documents that are found, in no order, what was asked for. Where there
    are no keys, nothing is asked."""

    table: str
    keys: tuple[Key, ...]
    read: Callable[[Sequence[str]], A]


def look_up(first: Lookup[A], second: Lookup[B]) -> tuple[A, B]:
    """Eventually consistent; one round trip up to 100 keys, and calls side by side beyond. Raises
    Unavailable."""
    found = _found(first, second)
    return first.read(found[first.table]), second.read(found[second.table])


def look_up_one(only: Lookup[A]) -> A:
    """The same, of one table."""
    return only.read(_found(only)[only.table])


def _found(*lookups: Lookup[Any]) -> Mapping[str, list[str]]:
    """By table."""
    asked = [(each.table, key) for each in lookups for key in dict.fromkeys(each.keys)]
    found: dict[str, list[str]] = {each.table: [] for each in lookups}
    batches = [asked[start : start + KEYS] for start in range(0, len(asked), KEYS)]
    for table, body in _side_by_side(batches):
        found[table].append(body)
    return found


def _side_by_side(batches: Sequence[Sequence[tuple[str, Key]]]) -> Iterator[tuple[str, str]]:
    if len(batches) == 1:
        yield from _bodies(batches[0])
    elif batches:
        with ThreadPoolExecutor(min(len(batches), _AT_ONCE)) as pool:
            for answers in pool.map(_bodies, batches):
                yield from answers


def _bodies(asked: Sequence[tuple[str, Key]]) -> list[tuple[str, str]]:
    keys: dict[str, list[dict[str, Any]]] = {}
    for table, (pk, sk) in asked:
        keys.setdefault(table, []).append({"pk": {"S": pk}, "sk": {"S": sk}})
    only = {"ProjectionExpression": "#0", "ExpressionAttributeNames": {"#0": "body"}}
    request = {table: {"Keys": each, **only} for table, each in keys.items()}
    return [(table, raw["body"]["S"]) for table, raw in get_batch(request)]


def get_batch(request: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, item) of at most 100 keys. Raises Unavailable."""
    pending: Mapping[str, Any] = request
    for _ in range(_TRIES):
        with refusals():
            answer = aws.client("dynamodb").batch_get_item(RequestItems=pending)
        for table, items in answer["Responses"].items():
            yield from ((table, item) for item in items)
        pending = answer.get("UnprocessedKeys")
        if not pending:
            return
    raise Unavailable("The table is too busy for all that was asked.")
