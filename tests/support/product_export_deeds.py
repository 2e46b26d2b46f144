"""What the samples of an export of products do not come to by themselves."""

from collections.abc import Callable
from typing import Any

import msgspec

from infra.local import samples
from promenade.kit.ids import keyed_id
from tests.support.gateway import Gateway
from tests.support.play import perform
from tests.support.product_exports import ROUTE, request, run, send

Act = Callable[[Gateway], object]

CATEGORY = "base/http/catalogue_categories.add_category"
SOLD = "base/http/catalogue_import.import_products-approved"
EXPORTED = "base/sqs/catalogue_export_steps"
KEY = "deed-of-an-export"
JOB = keyed_id("product_export", "staff:maria", KEY)
_FEED = {"format": "merchant", "product_link": "https://shop.example/products/{product}"}


def export_every_way() -> None:
    """One that is done, and one whose category is gone before it is begun."""
    gateway = Gateway()
    perform(CATEGORY, gateway)
    request(gateway, key="export-of-all")
    run()
    request(gateway, key="export-of-a-category", category="tableware")
    gateway.call("DELETE /categories/tableware", version=1)
    run()


def _asked(gateway: Gateway) -> object:
    return request(gateway, key=KEY, category="tableware", **_FEED)


def _ask_below_a_category(gateway: Gateway) -> object:
    return request(gateway, category="tableware")


def _open(gateway: Gateway) -> object:
    return gateway.call(f"GET {ROUTE}/{JOB}/file")


def _step(*versions: int) -> Act:
    """What is due at these versions of the job, each by itself."""
    return lambda _: [send([due(JOB, version)]) for version in versions]


def due(job_id: str, version: int) -> dict[str, Any]:
    """What the queue gets for this step of a job."""
    event = msgspec.json.decode((samples.EVENTS / f"{EXPORTED}.json").read_bytes())
    record: dict[str, Any] = event["Records"][0]
    told = msgspec.json.decode(record["body"])
    told["detail"]["data"] = {"id": job_id, "version": version}
    return record | {"body": msgspec.json.encode(told).decode()}


OCCASIONS: list[tuple[str, list[str | Act], Act]] = [
    ("catalogue_export_jobs", [CATEGORY], _ask_below_a_category),
    ("catalogue_export_jobs", [CATEGORY, SOLD, _asked, _step(1, 2)], _open),
    ("catalogue_export_steps", [CATEGORY, SOLD, _asked], _step(1, 2)),
]
