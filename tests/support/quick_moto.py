"""Moto, copying less: of a table what a transaction writes, once, and nothing of what its stream
told, which nobody changes. One transaction at a time: moto puts back all that
another one wrote meanwhile. A query of a partition looks at that alone, and at each key once to
sort it. Items are answered as they are, without a look at each of their shapes, and an expression
is read once for each text of it. A call to DynamoDB is a call: moto makes a request of a web server
of it, which takes longer than all else."""

from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from functools import cache, lru_cache
from secrets import token_hex
from threading import Lock
from typing import Any
from unittest.mock import patch

import msgspec
from botocore.awsrequest import AWSPreparedRequest
from moto.core import responses
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.parse import PROTOCOL_PARSERS, RequestParser
from moto.core.responses import ActionResult
from moto.core.utils import get_service_model, method_names_from_class
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import StreamRecord, Table
from moto.dynamodb.parsing.expressions import UpdateExpressionParser  # type: ignore[attr-defined]
from moto.dynamodb.responses import DynamoHandler, DynamoResult

_transact = DynamoDBBackend.transact_write_items
_query = Table.query
_process = BotocoreStubber.process_request
_serialized = DynamoHandler.serialized
_methods = cache(method_names_from_class)
_lexed = ConditionExpressionParser._lex_condition_expression
_update = lru_cache(maxsize=4096)(UpdateExpressionParser.make)
"""Trees that nobody changes: who evaluates one copies it first."""
_HEADERS = {"content-type": "application/x-amz-json-1.0"}
_ACCOUNT = "123456789012"
_turn = Lock()
_INDEX_NAME = 6
"""Its place among what a query is asked by, behind the hash key."""


@contextmanager
def copying_less() -> Iterator[None]:
    with (
        patch.object(DynamoDBBackend, "transact_write_items", _transact_copying_once),
        patch.object(StreamRecord, "__deepcopy__", lambda record, _: record, create=True),
        patch.object(Table, "query", _query_of_partition),
        patch.object(Table, "all_items", _all_items),
        patch.object(DynamoHandler, "serialized", _as_they_are),
        patch.object(responses, "method_names_from_class", _methods),
        patch.object(BotocoreStubber, "process_request", _straight),
        patch.object(responses, "gen_amzn_requestid_long", _answer_id),
        patch.object(ConditionExpressionParser, "_lex_condition_expression", _words),
        patch.object(UpdateExpressionParser, "make", _update),
    ):
        yield


def _straight(stubber: BotocoreStubber, request: AWSPreparedRequest) -> Any:
    target = _text(request.headers.get("X-Amz-Target", ""))
    if not target.startswith("DynamoDB_2012"):
        return _process(stubber, request)
    handler = DynamoHandler()
    handler.headers = {"x-amz-target": target, "content-type": _HEADERS["content-type"]}
    handler.querystring, handler.response_headers = {}, {}
    handler.current_account = _ACCOUNT
    handler.region = _text(request.headers["Authorization"]).split("/")[2]
    parser = _parser(target.partition(".")[2])
    asked: Any = {"headers": handler.headers, "body": request.body}
    handler.params = parser.parse(asked)
    return handler.call_action()


def _text(header: str | bytes) -> str:
    return header.decode() if isinstance(header, bytes) else header


def _answer_id(headers: dict[str, str]) -> str:
    """Moto draws it letter by letter."""
    headers["x-amzn-requestid"] = found = token_hex(26).upper()
    return found


@cache
def _parser(action: str) -> RequestParser:
    model = get_service_model("dynamodb").operation_model(action)
    return PROTOCOL_PARSERS["json"](model, map_type=DynamoHandler.PROTOCOL_PARSER_MAP_TYPE)


def _words(parser: ConditionExpressionParser) -> deque[Any]:
    return deque(_words_of(parser.condition_expression))


@lru_cache(maxsize=4096)
def _words_of(condition: str | None) -> tuple[Any, ...]:
    return tuple(_lexed(ConditionExpressionParser(condition, None, None)))


def _as_they_are(handler: DynamoHandler, answer: ActionResult) -> Any:
    if not isinstance(answer, DynamoResult):
        return _serialized(handler, answer)
    return (
        200,
        {**_HEADERS, **handler.response_headers},
        msgspec.json.encode(answer.result).decode(),
    )


def _query_of_partition(table: Table, hash_key: Any, *asked: Any, **named: Any) -> Any:
    index_name = asked[_INDEX_NAME]
    if index_name is None:
        whole, table = table, copy(table)
        table.items = defaultdict(dict, {hash_key: whole.items.get(hash_key, {})})
    return _query(table, hash_key, *asked, **named)


def _all_items(table: Table) -> list[Any]:
    """Of tables with a range key: we have no other."""
    items = (item for partition in table.items.values() for item in partition.values())
    return sorted(items, key=lambda item: (item.hash_key.cast_value, item.range_key.cast_value))


def _transact_copying_once(backend: DynamoDBBackend, items: list[dict[str, Any]]) -> None:
    """What it puts back is what it writes: other partitions are shared with the copies."""
    copies: dict[int, Any] = {}
    written = _partitions(items)

    def copied(table: Any, memo: dict[int, Any]) -> Any:
        if id(table) not in copies:
            kept = defaultdict(dict, {key: dict(items) for key, items in table.items.items()})
            for key in written[table.name] & kept.keys():
                kept[key] = deepcopy(kept[key])
            memo[id(table.items)] = kept
            copies[id(table)] = memo[id(table)] = copy = Table.__new__(Table)
            vars(copy).update(deepcopy(vars(table), memo))
        return copies[id(table)]

    with _turn, patch.object(Table, "__deepcopy__", copied, create=True):
        _transact(backend, items)


def _partitions(items: list[dict[str, Any]]) -> dict[str, set[DynamoType]]:
    found: dict[str, set[DynamoType]] = defaultdict(set)
    for (action,) in (each.values() for each in items):
        key = action["Item"] if "Item" in action else action["Key"]
        found[action["TableName"]].add(DynamoType(key["pk"]))
    return found


@contextmanager
def never_taken_back() -> Iterator[None]:
    """For who has very many transactions of which none fails: tables are not copied at all."""

    def at_once(backend: DynamoDBBackend, items: list[dict[str, Any]]) -> None:
        with patch.object(Table, "__deepcopy__", lambda table, _: table, create=True):
            _transact(backend, items)

    with patch.object(DynamoDBBackend, "transact_write_items", at_once):
        yield
