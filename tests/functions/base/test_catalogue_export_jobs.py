"""Files of products of any size over HTTP: asked for, written step by step, downloaded."""

from typing import Any
from unittest.mock import patch

import pytest

from promenade.base.catalogue.model import export_job
from promenade.base.catalogue.service import export_jobs, exporting
from promenade.base.catalogue.service.exporting import Size
from promenade.kit import aws
from tests.support import functions
from tests.support.callers import ANALYST, SHOPPER
from tests.support.cloud import dump, held, lay_out
from tests.support.faulty import Fault, Killed, failing, killed_after, killed_before
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.product_exports import ROUTE, file, get, request, run, send

LINK = "https://shop.example/p/{product}"


def product(number: int) -> dict[str, Any]:
    skus = [
        {"code": f"P-{number}-{n}", "currency": "CNY", "list_price_minor": 900} for n in range(2)
    ]
    category = "mugs" if number < 3 else "jars"
    return {"id": f"P-{number}", "title": "Cup", "category": category, "shelf": "ON", "skus": skus}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    for id_ in ("mugs", "jars"):
        gateway.call("POST /categories", {"id": id_, "name": id_.title()})
    bring(gateway, *map(product, range(5)))
    return gateway


@pytest.fixture(autouse=True)
def small_parts() -> Any:
    with patch.object(exporting, "_PAGE", 2), patch.object(export_jobs, "PART", Size(2, 10_000)):
        yield


def skus_in(content: bytes) -> list[str]:
    return [line.split(",")[1] for line in content.decode("utf-8-sig").splitlines()[1:]]


def test_a_file_is_written_part_by_part_and_holds_every_sku_once(shop: Gateway) -> None:
    made = request(shop)
    assert (made.status, made.json["state"], made.json["version"]) == (202, "exporting", 1)
    assert made.headers["location"] == f"{ROUTE}/{made.json['id']}"
    assert shop.call(f"GET {ROUTE}/{made.json['id']}/file").status == 404
    assert len(run()) == 4
    found = get(shop, made)
    assert (found["state"], found["product_count"], found["sku_count"]) == ("done", 5, 10)
    assert sorted(skus_in(file(shop, made))) == [f"P-{n}-{m}" for n in range(5) for m in range(2)]


def test_a_file_is_the_very_one_that_one_call_answers(shop: Gateway) -> None:
    made = [
        request(shop, format=each, category="mugs", **more)
        for each, more in (("jsonl", {}), ("merchant", {"product_link": LINK}))
    ]
    run()
    rows, feed = (file(shop, each) for each in made)
    assert (rows.count(b"\n"), feed.count(b"<item>")) == (6, 6)
    assert feed.endswith(b"</channel></rss>\n")
    query = {"format": "jsonl", "category": "mugs"}
    assert shop.call("GET /product-exports", query=query).status == 302
    listed = aws.client("s3").list_objects_v2(Bucket="promenade-report")["Contents"]
    (key,) = [each["Key"] for each in listed if each["Key"].endswith("products.jsonl")]
    found = aws.client("s3").get_object(Bucket="promenade-report", Key=key)
    assert rows == found["Body"].read()


@pytest.mark.parametrize("fault", [killed_before, killed_after])
def test_a_worker_that_dies_at_any_call_loses_and_doubles_nothing(
    shop: Gateway, fault: Fault
) -> None:
    made = request(shop, category="jars")
    start = held()
    messages = run()
    expected = file(shop, made)
    nth, is_killed = 0, True
    while is_killed:
        nth += 1
        lay_out(start)
        with failing(fault, nth, ("dynamodb", "s3")):
            is_killed = _is_killed(messages)
        for message in messages:
            send([message])
        assert file(shop, made) == expected, f"killed at call {nth}"
    assert nth > 10


def _is_killed(messages: list[dict[str, Any]]) -> bool:
    try:
        for message in messages:
            send([message])
    except Killed:
        return True
    return False


def test_messages_that_come_again_change_nothing(shop: Gateway) -> None:
    request(shop, category="jars")
    messages = run()
    before = dump()
    functions.invoke("catalogue_export_steps", {"Records": messages[::-1] + messages})
    assert dump() == before


def test_more_than_one_file_takes_ends_in_a_failure_that_says_so(shop: Gateway) -> None:
    made = request(shop)
    with patch.object(export_job, "MAX_SKUS", 5):
        run()
    found = get(shop, made)
    assert (found["state"], found["failure"]) == ("failed", "export_too_large")
    assert shop.call(f"GET {ROUTE}/{made.json['id']}/file").json["code"] == "not_found"


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        ({"format": "merchant"}, "/product_link", "wrong_value"),
        ({"product_link": LINK}, "/product_link", "unexpected"),
        ({"category": "hats"}, "/category", "unknown_category"),
    ],
)
def test_a_wrong_wish_is_refused_and_announces_nothing(
    shop: Gateway, said: dict[str, Any], pointer: str, code: str
) -> None:
    before = dump()
    refused = request(shop, **said)
    assert (refused.status, refused.pointers) == (400, [("body", pointer, code)])
    assert dump() == before


def test_asking_again_with_the_same_key_announces_once(shop: Gateway) -> None:
    first = request(shop, key="all-goods-2026")
    run()
    before = dump()
    assert request(shop, key="all-goods-2026").json == first.json
    assert request(shop, key="all-goods-2026", format="jsonl").json["code"] == "conflict"
    assert dump() == before
    assert [each["id"] for each in shop.call(f"GET {ROUTE}").json["items"]] == [first.json["id"]]


def test_only_those_who_shape_products_ask_and_download(shop: Gateway) -> None:
    path = f"{ROUTE}/{request(shop).json['id']}"
    run()
    before = dump()
    for caller in (ANALYST, SHOPPER):
        asked = [f"POST {ROUTE}", f"GET {ROUTE}", f"GET {path}", f"GET {path}/file"]
        assert {shop.call(each, {}, caller=caller).status for each in asked} == {403}
    assert dump() == before
