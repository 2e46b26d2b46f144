"""Reading and writing DynamoDB through one shared client: the write is the check.

Every function here raises Unavailable when the table does not answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from botocore.exceptions import ClientError
from pynamodb.expressions.condition import Condition

from promenade.kit import aws
from promenade.kit.errors import Conflict, NotFound, Stale, Unavailable
from promenade.kit.lookups import KEYS, get_batch, naming
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.records import Partition, Record
from promenade.kit.refusals import code_of, refusals
from promenade.kit.writes import Write as Write  # noqa: PLC0414  who writes needs one door

_THROTTLED = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError"})


R = TypeVar("R", bound=Record)


class ConditionFailed(Exception):
    """A write lost its condition. `old` holds, for each write of the call, the item that it met:
    None where there was none or where that write's own condition held."""

    def __init__(self, old: Sequence[Record | None], failed: Sequence[bool]) -> None:
        super().__init__("a condition did not hold")
        self.old = tuple(old)
        self.failed = tuple(failed)


def put(record: Record, condition: Condition | None = None) -> None:
    """Raises ConditionFailed."""
    apply(Write("Put", record, condition))


def apply(write: Write) -> None:
    """One write alone, tried again while a transaction holds its item. Raises ConditionFailed."""
    patiently(lambda: _apply_once(write), Contended)


def _apply_once(write: Write) -> None:
    call = getattr(aws.client("dynamodb"), f"{write.kind.lower()}_item")
    try:
        with refusals():
            call(**write.request())
    except ClientError as error:
        if code_of(error) == "TransactionConflictException":
            raise Contended from None
        if code_of(error) != "ConditionalCheckFailedException":
            raise
        raw = cast("dict[str, Any] | None", error.response.get("Item"))
        met = type(write.record).from_raw_data(raw) if raw else None
        raise ConditionFailed([met], [True]) from None


def transact(writes: Sequence[Write]) -> None:
    """All of at most 100 writes or none, tried again while others write the same items.

    Raises ConditionFailed."""
    patiently(lambda: transact_once(writes), Contended)


def transact_once(writes: Sequence[Write]) -> None:
    """For who has to look again before the next try. Raises ConditionFailed or Contended."""
    requests = [{write.kind: write.request()} for write in writes]
    try:
        with refusals():
            aws.client("dynamodb").transact_write_items(TransactItems=requests)
    except ClientError as error:
        if code_of(error) != "TransactionCanceledException":
            raise
        raise _cancelled(error, writes) from None


def add(record: R) -> R:
    """Stores what must not exist yet; a replay of the call answers what the first one stored.

    Raises Conflict when another request made it."""
    try:
        put(record, Record.pk.does_not_exist())
    except ConditionFailed as lost:
        met = lost.old[0]
        if isinstance(met, type(record)) and met.fingerprint == record.fingerprint:
            return met
        raise Conflict("This already exists with other content.") from None
    return record


def replace(record: R) -> R:
    """Stores `record.version` over the version before it; a replay answers what it first stored.

    Raises NotFound when there is nothing to replace, Stale when others were faster."""
    try:
        put(record, Record.version == record.version - 1)
    except ConditionFailed as lost:
        return replayed(lost.old[0], record)
    return record


def replayed(met: Record | None, record: R) -> R:
    """What was met where `record` should have replaced the version before it, if it is what this
    very request stored. Raises NotFound or Stale."""
    if met is None:
        raise NotFound("There is no such thing here.")
    if not isinstance(met, type(record)) or not is_replay(met, record):
        raise Stale("It has been changed since.", version=met.version)
    return met


def find(kind: type[R], pk: str, sk: str, *, consistent: bool = False) -> R | None:
    with refusals():
        try:
            return kind.get(pk, sk, consistent_read=consistent)
        except kind.DoesNotExist:
            return None


def find_many(
    kind: type[R],
    keys: Iterable[tuple[str, str]],
    *,
    consistent: bool = False,
    only: Sequence[str] | None = None,
) -> list[R]:
    """Those of the keys that exist, in no order; one round trip per 100. `only` names the
    attributes to send (all of an item are read, and paid for, nevertheless)."""
    asked = {"ConsistentRead": consistent} | (naming(only) if only else {})
    return [kind.from_raw_data(raw) for raw in _fetch(kind, keys, asked)]


def find_bodies(kind: type[Record], keys: Iterable[tuple[str, str]]) -> list[str]:
    """The documents alone of those of the keys that exist, in no order; a round trip per 100."""
    return [raw["body"]["S"] for raw in _fetch(kind, keys, naming(["body"]))]


def _fetch(
    kind: type[Record], keys: Iterable[tuple[str, str]], asked: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Straight through the client: Model.batch_get would add a fifth to a quote's CPU."""
    each = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in dict.fromkeys(keys)]
    for start in range(0, len(each), KEYS):
        request = {kind.Meta.table_name: {**asked, "Keys": each[start : start + KEYS]}}
        yield from (item for _, item in get_batch(request))


def page(
    kind: type[R],
    partition: str | Partition,
    *,
    limit: int,
    after: Position | None,
    sk: Condition | None = None,
) -> Page[R]:
    """The items of one partition in key order: `limit` of them, or fewer where they are large. One
    round trip, a megabyte at most."""
    place = Partition(partition) if isinstance(partition, str) else partition
    with refusals():
        found = kind.query(
            place.pk,
            sk,
            place.where,
            index_name=place.index,
            consistent_read=place.consistent,
            scan_index_forward=not place.newest_first,
            limit=limit,
            page_size=limit,
            last_evaluated_key=_key_after(after) if after else None,
        )
        return _page(kind, next(found.page_iter))


def _key_after(position: Position) -> dict[str, Any]:
    return {name: {"S": value} for name, value in position.items()}


def _page(kind: type[R], answer: Mapping[str, Any]) -> Page[R]:
    items = tuple(map(kind.from_raw_data, answer["Items"]))
    ended = answer.get("LastEvaluatedKey")
    return Page(items, {name: value["S"] for name, value in ended.items()} if ended else None)


def page_of_bodies(
    kind: type[Record], pk: str, limit: int, after: str | None
) -> tuple[list[str], str | None]:
    """The documents alone of a partition, consistent, and the sk of the last one where there may be
    more; one round trip, a megabyte at most. Straight through the client, without the rest of the
    items: a third of a page's CPU, for who reads everybody."""
    asked = naming(["body", "pk"]) | {"ProjectionExpression": "#0", "Limit": limit}
    if after:
        asked["ExclusiveStartKey"] = {"pk": {"S": pk}, "sk": {"S": after}}
    with refusals():
        found = aws.client("dynamodb").query(
            TableName=kind.Meta.table_name,
            KeyConditionExpression="#1 = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}},
            ConsistentRead=True,
            **asked,
        )
    ended = found.get("LastEvaluatedKey")
    return [each["body"]["S"] for each in found["Items"]], ended["sk"]["S"] if ended else None


def all_between(
    kind: type[R], pk: str, first: str, last: str, *, consistent: bool = False
) -> Iterator[R]:
    """Every item of one partition whose sk is in [first, last], in key order: for partitions
    that are kept small, not for listings. One round trip per megabyte."""
    with refusals():
        yield from kind.query(pk, kind.sk.between(first, last), consistent_read=consistent)


def put_all(records: Sequence[Record]) -> None:
    """Stores each over what is there; one round trip per 25. Some may be stored already when this
    raises."""
    with refusals(), type(records[0]).batch_write() as batch:
        for each in records:
            batch.save(each)


def drop(kind: type[R], keys: Iterable[tuple[str, str]]) -> None:
    """Removes those of the keys that exist; one round trip per 25. Some may be gone already when
    this raises."""
    with refusals(), kind.batch_write() as batch:
        for pk, sk in dict.fromkeys(keys):
            batch.delete(kind(pk, sk))


def is_replay(met: Record | None, record: Record) -> bool:
    """Whether what was met is what this very request wrote before."""
    if met is None:
        return False
    return met.version == record.version and met.fingerprint == record.fingerprint


def _cancelled(error: ClientError, writes: Sequence[Write]) -> Exception:
    reasons = cast("list[dict[str, Any]]", error.response.get("CancellationReasons", []))
    codes = {reason["Code"] for reason in reasons}
    if codes & _THROTTLED:
        return Unavailable("The table is busy with other changes.")
    if "TransactionConflict" in codes:
        return Contended()
    if not codes <= {"None", "ConditionalCheckFailed"}:
        return error
    old = [
        type(write.record).from_raw_data(reason["Item"]) if reason.get("Item") else None
        for write, reason in zip(writes, reasons, strict=True)
    ]
    return ConditionFailed(old, [reason["Code"] != "None" for reason in reasons])
