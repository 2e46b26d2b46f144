"""Reading from several tables at once: who owns a table says what to ask of it, and what the
answer means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar, overload

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
_SIDE_BY_SIDE = 8

A = TypeVar("A")
B = TypeVar("B")
Q = TypeVar("Q")
C = TypeVar("C")
Item = dict[str, Any]


def body_of(item: Item) -> str:
    body: str = item["body"]["S"]
    return body


class Lookup(Value, Generic[A], frozen=True):
    """`read` makes of what is found, in no order, what was asked for: of the documents, or what
    `draw` makes of the named attributes of an item. Where there are no keys, nothing is asked."""

    table: str
    keys: tuple[Key, ...]
    read: Callable[[Sequence[Any]], A]
    attributes: tuple[str, ...] = ("body",)
    draw: Callable[[Item], Any] = body_of
    is_consistent: bool = False


@overload
def look_up(only: Lookup[A], /) -> tuple[A]: ...
@overload
def look_up(first: Lookup[A], second: Lookup[B], /) -> tuple[A, B]: ...
@overload
def look_up(first: Lookup[A], second: Lookup[B], third: Lookup[C], /) -> tuple[A, B, C]: ...
def look_up(*lookups: Lookup[Any]) -> tuple[Any, ...]:
    """Each of another table, eventually consistent unless it says otherwise; one round trip up to
    100 keys, and calls side by side beyond. Raises Unavailable, and what a `read` raises."""
    asked = {each.table: each for each in lookups}
    found: dict[str, list[Any]] = {table: [] for table in asked}
    keys = [(table, key) for table, each in asked.items() for key in dict.fromkeys(each.keys)]
    batches = [keys[start : start + KEYS] for start in range(0, len(keys), KEYS)]
    for table, item in _answers([_request(batch, asked) for batch in batches]):
        found[table].append(asked[table].draw(item))
    return tuple(each.read(found[each.table]) for each in lookups)


def _answers(requests: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Item]]:
    if len(requests) == 1:
        yield from get_batch(requests[0])
    elif requests:
        with ThreadPoolExecutor(min(len(requests), _AT_ONCE)) as pool:
            for answers in pool.map(_all_of, requests):
                yield from answers


def side_by_side(ask: Callable[[Q], A], asked: Sequence[Q]) -> list[A]:
    """The answers, in the order of what is asked: for calls that nothing makes one of."""
    if len(asked) <= 1:
        return [*map(ask, asked)]
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        return [*pool.map(ask, asked)]


def beside(first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
    """Both at once, for reads that do not wait for each other. Raises what the first one raises, or
    else the second."""
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(second)
        return first(), other.result()


def _all_of(request: Mapping[str, Any]) -> list[tuple[str, Item]]:
    return list(get_batch(request))


def _request(batch: Sequence[tuple[str, Key]], asked: Mapping[str, Lookup[Any]]) -> dict[str, Any]:
    keys: dict[str, list[dict[str, Any]]] = {}
    for table, (pk, sk) in batch:
        keys.setdefault(table, []).append({"pk": {"S": pk}, "sk": {"S": sk}})
    return {table: {"Keys": each, **_manner(asked[table])} for table, each in keys.items()}


def _manner(lookup: Lookup[Any]) -> dict[str, Any]:
    consistent = {"ConsistentRead": True} if lookup.is_consistent else {}
    return {**consistent, **naming(lookup.attributes)}


def naming(attributes: Sequence[str]) -> dict[str, Any]:
    """What asks for these attributes alone."""
    names = {f"#{place}": name for place, name in enumerate(attributes)}
    return {"ProjectionExpression": ",".join(names), "ExpressionAttributeNames": names}


def get_batch(request: Mapping[str, Any]) -> Iterator[tuple[str, Item]]:
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
