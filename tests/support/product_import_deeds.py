"""What the samples of an import of a file do not come to by themselves: nobody uploads it there."""

from collections.abc import Callable
from typing import Any

import msgspec

from infra.local import samples
from promenade.kit import aws
from promenade.kit.ids import keyed_id
from tests.support.callers import MARKETER
from tests.support.gateway import Answer, Gateway
from tests.support.play import perform
from tests.support.product_imports import announce, begin, due, run, send, take, upload
from tests.support.settings import SETTINGS

Act = Callable[[Gateway], object]

CATEGORY = "base/http/catalogue_categories.add_category"
SOLD = "base/http/catalogue_import.import_products-approved"
ORDERED = "customer/http/order_checkout_api.place_order"
REQUEST = "base/http/catalogue_import_jobs.request_import"
IMPORTED = "base/sqs/catalogue_import_steps"
FILE = b"""\
product,sku,title,category,currency,list_price_minor,sale_price_minor,barcode,tags
MUG-CELADON,MUG-CELADON-S,,,,,7500,9900000000017,late
CUP,CUP-1,Cup,tableware,CNY,900,,,
BOWL,BOWL-1,Bowl,nowhere,CNY,900,,,
TEA,TEA-1,Tea cup,tableware,CNY,900,,900,
POT,POT-1,Tea pot,tableware,CNY,900,,900,
"""
SHOPIFY = b"Handle,Title,Type,Variant SKU,Variant Price\nMUG,Mug,Tableware,MUG-S,89.00\n"
OFF = b"product,sku,shelf\nMUG-CELADON,MUG-CELADON-S,OFF\n"
KEY = "deed-of-an-import"
JOB = keyed_id("product_import", "staff:maria", KEY)


def import_every_way() -> None:
    """One that is done, with a report; one that is refused, and one that fails."""
    gateway = Gateway()
    for name in (CATEGORY, SOLD):
        perform(name, gateway)
    made: Answer = perform(REQUEST, gateway)
    upload(made, FILE)
    take(gateway, made, "start")
    run()
    begin(gateway, b"\xff", key="import-of-no-text")
    run()
    begin(gateway, FILE, key="import-of-a-lost-file")
    send(due()[-1:])
    _lose_files()
    send(due()[-1:])


def _lose_files() -> None:
    bucket = SETTINGS["REPORT_BUCKET"]
    for each in aws.client("s3").list_objects_v2(Bucket=bucket)["Contents"]:
        aws.client("s3").delete_object(Bucket=bucket, Key=each["Key"])


def _uploaded(gateway: Gateway) -> None:
    upload(announce(gateway, len(FILE), key=KEY), FILE)


def _started(content: bytes, **said: str) -> Act:
    return lambda gateway: begin(gateway, content, key=KEY, **said)


def _start(gateway: Gateway) -> object:
    path = f"POST /product-import-jobs/{JOB}/start"
    return gateway.call(path, version=1, caller=MARKETER)


def _open_report(gateway: Gateway) -> object:
    return gateway.call(f"GET /product-import-jobs/{JOB}/report", caller=MARKETER)


def _step(*versions: int) -> Act:
    """What is due at these versions of the job, each by itself."""
    return lambda _: [send([_due(version)]) for version in versions]


def _due(version: int) -> dict[str, Any]:
    event = msgspec.json.decode((samples.EVENTS / f"{IMPORTED}.json").read_bytes())
    record: dict[str, Any] = event["Records"][0]
    told = msgspec.json.decode(record["body"])
    told["detail"]["data"] = {"id": JOB, "version": version}
    return record | {"body": msgspec.json.encode(told).decode()}


def _uncount(_: Gateway) -> None:
    """All of the part that is due is written, and nothing of it counted."""
    table, name = aws.client("dynamodb"), SETTINGS["CATALOGUE_TABLE"]
    key = {"pk": {"S": f"IMPORT#{JOB}"}, "sk": {"S": "-"}}
    job = table.get_item(TableName=name, Key=key)["Item"]
    send([_due(3)])
    table.put_item(TableName=name, Item=job)


OCCASIONS: list[tuple[str, list[str | Act], Act]] = [
    ("catalogue_import_control", [CATEGORY, _uploaded], _start),
    ("catalogue_import_jobs", [CATEGORY, SOLD, _started(FILE), _step(2, 3, 4)], _open_report),
    ("catalogue_import_steps", [CATEGORY, SOLD, _started(FILE)], _step(2, 3, 4)),
    ("catalogue_import_steps", [ORDERED, _started(OFF)], _step(2, 3)),
    ("catalogue_import_steps", [CATEGORY, _started(SHOPIFY, currency="CNY")], _step(2, 3)),
    ("catalogue_import_steps", [CATEGORY, SOLD, _started(FILE), _step(2), _uncount], _step(3)),
]
