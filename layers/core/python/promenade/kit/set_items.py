"""The items of a claim set and the writes that change them (see `kit.dynamo_claim_sets`).

Straight through the client: their attributes are as many as their takers, and many take at once.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from botocore.exceptions import ClientError

from promenade.kit import aws
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.claim_sets import Notes, Place, Taking
from promenade.kit.clock import to_wire
from promenade.kit.dynamo import Write
from promenade.kit.dynamo_pieces import PieceRecord, shard_key
from promenade.kit.lookups import KEYS, Item, get_batch
from promenade.kit.patience import Contended
from promenade.kit.refusals import code_of, refusals
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

_TAKER, _TICKET, _PASSED = "u#", "t#", "p#"
"""Attributes of a taker, a ticket and who passed by: short, for a kilobyte costs a write unit."""

_TELL = (
    "fact = :fact, body = :body, actor = :actor, updated_at = :updated_at, "
    "correlation_id = :correlation_id"
)
_TAKE = f"ADD taken :count, #taker :count, version :one SET #ticket = :count, {_TELL}"
_IS_OPEN = (
    "(attribute_not_exists(taken) OR taken <= :room) "
    "AND (attribute_not_exists(#taker) OR #taker <= :may) AND attribute_not_exists(#ticket) "
    "AND attribute_not_exists(#passed) AND attribute_not_exists(is_closed)"
)
_GIVE_BACK = f"ADD returned_count :count, #taker :less, version :one SET #ticket = :less, {_TELL}"


class SetRecord(PieceRecord):
    """What claim sets add to the items of a table, beside the attributes of takers."""

    returned_count = IntegerAttribute(null=True)
    relet_count = IntegerAttribute(null=True)


class Told(Value, frozen=True):
    """The fact that a write states, with its document, and whose doing it is."""

    fact: str
    body: str
    stamp: Stamp


class Lost(Exception):
    """A write met a shard in another state than it needs."""

    def __init__(self, notes: Notes) -> None:
        super().__init__("the shard is in another state")
        self.notes = notes


class SetItems:
    """Everything here raises Unavailable when the table does not answer, and Contended while a
    transaction holds the item."""

    def __init__(self, kind: type[SetRecord]) -> None:
        self._kind = kind
        self._table = kind.Meta.table_name

    def take(self, place: Place, taking: Taking, may: int, told: Told) -> None:
        """Where the taker is left with at most `may`. Raises Lost."""
        values = {
            ":count": taking.count,
            ":room": place[0].part(place[1]) - taking.count,
            ":may": may - taking.count,
        }
        names = _names(taking) | {"#passed": f"{_PASSED}{taking.taker}"}
        self._update(place, _TAKE, _IS_OPEN, names, _numbers(values) | _told(told))

    def give_back(self, place: Place, taking: Taking, told: Told) -> None:
        """What the ticket took there. Raises Lost."""
        values = _numbers({":count": taking.count, ":less": -taking.count}) | _told(told)
        self._update(place, _GIVE_BACK, "#ticket = :count", _names(taking), values)

    def pass_by(self, place: Place, taker: str) -> Notes:
        """The taker takes nothing there any more, whatever is left; what it says then."""
        return self._set(place, {"#name": f"{_PASSED}{taker}"})

    def close(self, place: Place) -> Notes:
        return self._set(place, {"#name": "is_closed"})

    def let_again(self, place: Place, notes: Notes) -> Write:
        """All that was given back there. Loses where others did it."""
        kind = self._kind
        record, relet = kind(*shard_key(*place)), kind.relet_count
        is_same = (relet == notes.relet) if notes.relet else relet.does_not_exist()
        is_same &= kind.returned_count >= notes.returned
        return Write("Update", record, is_same, [relet.set(notes.returned)])

    def read(self, places: Iterable[Place], *, is_consistent: bool) -> dict[Place, Notes]:
        """One round trip per 100; a shard that nobody took from says nothing."""
        keys = {shard_key(*place): place for place in places}
        found = dict.fromkeys(keys.values(), Notes())
        each = list(keys)
        for start in range(0, len(each), KEYS):
            some = [_key(key) for key in each[start : start + KEYS]]
            request = {self._table: {"Keys": some, "ConsistentRead": is_consistent}}
            for _, item in get_batch(request):
                found[keys[item["pk"]["S"], item["sk"]["S"]]] = notes_in(item)
        return found

    def _set(self, place: Place, names: Mapping[str, str]) -> Notes:
        answer = self._send(place, "SET #name = :one", names, _numbers({}), ReturnValues="ALL_NEW")
        return notes_in(answer["Attributes"])

    def _update(
        self,
        place: Place,
        update: str,
        condition: str,
        names: Mapping[str, str],
        values: Mapping[str, Any],
    ) -> None:
        asked = {"ConditionExpression": condition, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        self._send(place, update, names, values, **asked)

    def _send(
        self,
        place: Place,
        update: str,
        names: Mapping[str, str],
        values: Mapping[str, Any],
        **asked: str,
    ) -> Item:
        request = {
            "TableName": self._table,
            "Key": _key(shard_key(*place)),
            "UpdateExpression": update,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": values,
        }
        try:
            with refusals():
                answer: Item = aws.client("dynamodb").update_item(**request, **asked)
        except ClientError as error:
            raise _refused(error) from None
        return answer


def notes_in(item: Item) -> Notes:
    counts = {name: int(value["N"]) for name, value in item.items() if "N" in value}
    return Notes(
        taken=counts.get("taken", 0),
        returned=counts.get("returned_count", 0),
        relet=counts.get("relet_count", 0),
        is_closed="is_closed" in counts,
        takers=_below(_TAKER, counts),
        tickets=_below(_TICKET, counts),
        passed=frozenset(_below(_PASSED, counts)),
    )


def _below(prefix: str, counts: Mapping[str, int]) -> dict[str, int]:
    size = len(prefix)
    return {name[size:]: count for name, count in counts.items() if name.startswith(prefix)}


def _refused(error: ClientError) -> Exception:
    code = code_of(error)
    if code == "TransactionConflictException":
        return Contended()
    if code != "ConditionalCheckFailedException":
        return error
    return Lost(notes_in(cast("Item", error.response.get("Item") or {})))


def _names(taking: Taking) -> dict[str, str]:
    return {"#taker": f"{_TAKER}{taking.taker}", "#ticket": f"{_TICKET}{taking.ticket}"}


def _numbers(values: Mapping[str, int]) -> dict[str, Any]:
    return {name: {"N": str(value)} for name, value in values.items()} | {":one": {"N": "1"}}


def _told(told: Told) -> dict[str, Any]:
    stamp = told.stamp
    texts = {
        ":fact": told.fact,
        ":body": told.body,
        ":actor": stamp.actor,
        ":updated_at": to_wire(stamp.at),
        ":correlation_id": stamp.correlation_id,
    }
    return {name: {"S": text} for name, text in texts.items()}


def _key(key: tuple[str, str]) -> Item:
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}
