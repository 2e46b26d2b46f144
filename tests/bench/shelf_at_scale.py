"""A shop of many SKUs, imported by a file, indexed, searched and exported:
`python -m tests.bench.shelf_at_scale ENDPOINT SKUS`, on a DynamoDB and an S3 that are empty.

All goes by the functions' own handlers: the file's parts by the messages that ask for them, the
index by the records that the table's stream would bring. Prints as JSON the rows of a table.
Write units are those that the cloud counts, which reads no sizes: what is read is counted here, as
DynamoDB documents it, a page of the index by all places that it looks at.
"""

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from math import ceil
from random import Random
from threading import Lock
from time import monotonic
from typing import Any

import msgspec
from botocore.config import Config

from tests.support.settings import SETTINGS  # isort: skip  # before the stores read theirs

from infra.local import samples
from promenade.base.catalogue.store.search import PlaceRecord
from promenade.kit import aws
from promenade.kit.errors import Unavailable
from tests.bench.bench_search import CHINESE, COMMON, ENGLISH
from tests.support import functions, product_exports, product_imports
from tests.support.callers import SHOPPER
from tests.support.capacity import capacity, size_of
from tests.support.cloud import create
from tests.support.gateway import Answer, Gateway

SKUS_EACH = 4
TOGETHER = 100
"""Records of the stream in a batch."""

SIDE_BY_SIDE = 3
"""Batches of the stream, as it has several shards."""

_PATIENCE_S = 120
"""The local cloud has one core, and sorts a list anew for each page of it."""

TRIES = 5
"""Of what brings a message, or a batch, where the cloud did not answer in time."""

TABLE = SETTINGS["CATALOGUE_TABLE"]
CATEGORIES = ("mugs", "dresses", "lamps", "shoes")
HEAD = (
    *("product", "sku", "title", "category", "brand", "shelf", "attributes", "options"),
    *("barcode", "currency", "list_price_minor"),
)
QUERIES: dict[str, dict[str, str]] = {
    "a common English word": {"q": "new"},
    "two English words": {"q": "mug dress"},
    "two Chinese words": {"q": "陶瓷 马克杯"},
    "the beginning of a Chinese word": {"q": "连衣"},
    "Chinese and English": {"q": "新款 连衣裙 model7"},
    "a SKU's code": {"q": "SKU-77-1"},
    "the beginning of a SKU's code": {"q": "SKU-77"},
    "brand and attribute": {"brand": "Brand 7", "attributes": "Colour=Red"},
    "a word, category and attribute": {
        "q": "手工",
        "category": "lamps",
        "attributes": "Colour=Blue",
    },
    "what there is not": {"q": "nowhere mug"},
}
_COUNTED = "before-parameter-build.dynamodb"
_TOLD = "after-call.dynamodb"

Line = list[str]
Measured = tuple[str, str, str]
"""What, how much, of what."""


class Written:
    """Write units while it listens, and the queries that are asked."""

    def __init__(self) -> None:
        self.units = 0.0
        self._lock = Lock()
        self.queries: list[dict[str, Any]] = []

    def asked(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name == "Query":
            self.queries.append(dict(params))
        if model.name in ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"):
            params["ReturnConsumedCapacity"] = "TOTAL"

    def told(self, parsed: dict[str, Any], **_: Any) -> None:
        found = parsed.get("ConsumedCapacity", [])
        entries = found if isinstance(found, list) else [found]
        with self._lock:
            self.units += sum(each["CapacityUnits"] for each in entries)


@contextmanager
def writing() -> Iterator[Written]:
    seen, events = Written(), aws.client("dynamodb").meta.events
    events.register(_COUNTED, seen.asked)
    events.register(_TOLD, seen.told)
    try:
        yield seen
    finally:
        events.unregister(_COUNTED, seen.asked)
        events.unregister(_TOLD, seen.told)


def file(skus: int) -> bytes:
    """Titles as in `bench_search`: of words that are in every other product, and rare ones."""
    random, text = Random(20_260_105), io.StringIO()
    table = csv.writer(text)
    table.writerow(HEAD)
    for number in range(skus // SKUS_EACH):
        table.writerows(_lines(number, random))
    return text.getvalue().encode()


def _lines(number: int, random: Random) -> Iterator[Line]:
    words = [*random.choices(CHINESE, k=3), *random.choices(ENGLISH, k=3), f"model{number % 97}"]
    words += [word for word in COMMON if random.random() < 0.5]
    attributes = f"Colour={random.choice(('Red', 'Blue'))};Weight={number % 500}"
    brand, category = f"Brand {number % 40}", CATEGORIES[number % len(CATEGORIES)]
    own = [f"P-{number}", " ".join(words), category, brand, "ON", attributes]
    for place, size in enumerate(("Small", "Medium", "Large", "Huge")):
        sku, barcode = f"SKU-{number}-{place}", f"69{number:09}{place:02}"
        yield [own[0], sku, *own[1:], f"Size={size}", barcode, "CNY", str(5_000 + number % 90)]


def run(skus: int) -> list[Measured]:
    create()
    aws.client("dynamodb").update_table(
        TableName=TABLE, StreamSpecification={"StreamEnabled": False}
    )  # which nobody reads here
    gateway = Gateway()
    for each in CATEGORIES:
        made = gateway.call("POST /categories", {"id": each, "name": each.title()})
        assert made.status == 201, made
    measured = chain(
        _imported(gateway, skus), _indexed(skus), _found(gateway), _exported(gateway, skus)
    )
    return [*map(_said, measured)]


def _said(measured: Measured) -> Measured:
    """Beside the table, for whoever waits."""
    print(*measured, sep=" · ", file=sys.stderr, flush=True)
    return measured


def _imported(gateway: Gateway, skus: int) -> Iterator[Measured]:
    content = file(skus)
    made = product_imports.begin(gateway, content)
    step = _stepping("catalogue_import_steps", made.json["id"])
    with writing() as seen:
        seconds = [*_steps(step, lambda: product_imports.get(gateway, made))]
    found = product_imports.get(gateway, made)
    assert product_imports.counts(found) == [skus, 0, 0, 0], found
    taken, parts = sum(seconds[1:]), len(seconds) - 1
    told = f"{skus:,} SKUs of {skus // SKUS_EACH:,} products, {len(content):,} bytes"
    yield "file, read and parted", f"{seconds[0]:.1f} s", told
    yield (
        "file, imported",
        f"{taken:.0f} s",
        f"{skus / taken:.0f} rows/s; {parts} parts, the longest {max(seconds[1:]):.1f} s",
    )
    yield "import, write units a SKU", f"{seen.units / skus:.1f}", f"{seen.units:,.0f} in all"


def _stepping(function: str, job_id: str) -> Callable[[int], None]:
    handle = functions.handler(function)
    sample = msgspec.json.decode((samples.EVENTS / f"base/sqs/{function}.json").read_bytes())
    (record,) = sample["Records"]
    told = msgspec.json.decode(record["body"])

    def step(version: int) -> None:
        told["detail"]["data"] = {"id": job_id, "version": version}
        body = msgspec.json.encode(told).decode()
        event = {"Records": [record | {"body": body}]}
        answers = (handle(event, functions.Context()) for _ in range(TRIES))
        assert {"batchItemFailures": []} in answers

    return step


def _steps(step: Callable[[int], None], look: Callable[[], Any]) -> Iterator[float]:
    """How long each took."""
    while (found := look())["state"] in (
        "reading",
        "importing",
        "reporting",
        "exporting",
        "joining",
    ):
        began = monotonic()
        step(found["version"])
        yield monotonic() - began


def _indexed(skus: int) -> Iterator[Measured]:
    every = range(skus // SKUS_EACH)
    batches = [every[first : first + TOGETHER] for first in range(0, len(every), TOGETHER)]
    follow = partial(_follow, functions.handler("catalogue_index"))
    with writing() as seen, ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        began = monotonic()
        for _ in pool.map(follow, batches):
            pass
        seconds = monotonic() - began
    rate = f"{skus / seconds:.0f} SKUs/s; {SIDE_BY_SIDE} batches at a time, of {TOGETHER} products"
    yield "index, written", f"{seconds:.0f} s", rate
    yield "index, write units a SKU", f"{seen.units / skus:.1f}", f"{seen.units:,.0f} in all"


def _follow(handle: Callable[[Any, Any], object], numbers: range) -> None:
    for _ in range(TRIES):
        with suppress(Unavailable):
            handle({"Records": _stream(numbers)}, functions.Context())
            return
    raise AssertionError(numbers)


def _stream(numbers: range) -> list[dict[str, Any]]:
    keys = [{"pk": {"S": f"PRODUCT#P-{number}"}, "sk": {"S": "-"}} for number in numbers]
    found = aws.client("dynamodb").batch_get_item(RequestItems={TABLE: {"Keys": keys}})
    items = found["Responses"][TABLE]
    assert len(items) == len(keys)
    return [{"eventName": "INSERT", "dynamodb": {"NewImage": each}} for each in items]


def _found(gateway: Gateway) -> Iterator[Measured]:
    for name, query in QUERIES.items():
        with capacity() as asked, writing() as seen:
            began = monotonic()
            page = gateway.call("GET /products", query=query, caller=SHOPPER)
            seconds = monotonic() - began
        assert page.status == 200, page
        lists = sum(map(_looked_at, seen.queries))
        units = lists + asked.read_units - 0.5 * len(seen.queries)
        told = f"{lists:.1f} of lists; {seconds * 1e3:.0f} ms, {_told(page)}"
        yield f"search, {name}", f"{units:.1f}", f"read units of a page, {told}"


def _told(page: Answer) -> str:
    shown, more = len(page.json["items"]), page.json["next"]
    return f"{shown} products{' and more' if more else ', all'}"


def _looked_at(query: dict[str, Any]) -> float:
    """Units of all that a query reads, of which a filter then lets some through."""
    key = query["KeyConditionExpression"]
    left = {"FilterExpression", "ProjectionExpression", "ReturnConsumedCapacity"}
    bare = {name: value for name, value in query.items() if name not in left}
    for each in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
        bare[each] = {
            name: value
            for name, value in query[each].items()
            if name in key.split() or f"{name})" in key or f"{name}," in key or f"({name}" in key
        }
    items = aws.client("dynamodb").query(**bare)["Items"]
    assert query["TableName"] == PlaceRecord.Meta.table_name
    return 0.5 * max(ceil(sum(map(size_of, items)) / 4_096), 1)


def _exported(gateway: Gateway, skus: int) -> Iterator[Measured]:
    made = product_exports.request(gateway, format="csv")
    step = _stepping("catalogue_export_steps", made.json["id"])
    with capacity() as asked:
        seconds = [*_steps(step, lambda: product_exports.get(gateway, made))]
    found = product_exports.get(gateway, made)
    assert (found["state"], found["sku_count"]) == ("done", skus), found
    content = product_exports.file(gateway, made)
    told = (
        f"{skus / sum(seconds):.0f} SKUs/s; {len(seconds)} steps, the longest {max(seconds):.1f} s"
    )
    yield "export, written", f"{sum(seconds):.1f} s", told
    packed = f"{found['size_bytes']:,} packed; CSV, {len(content.splitlines()) - 1:,} rows"
    yield "export, bytes", f"{len(content):,}", packed
    yield (
        "export, read units a SKU",
        f"{asked.read_units / skus:.2f}",
        f"{asked.read_units:,.0f} in all",
    )


if __name__ == "__main__":
    os.environ["AWS_ENDPOINT_URL"] = sys.argv[1]
    aws._PATIENCE = aws._PATIENCE.merge(Config(read_timeout=_PATIENCE_S))
    print(json.dumps(run(int(sys.argv[2]))))
