"""Feeds over HTTP: registered and looked at by staff, written by the hour, fetched by anybody who
has the address."""

import gzip
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from promenade.base.catalogue.model import export_job
from promenade.kit import aws
from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump, held, lay_out
from tests.support.faulty import Fault, Killed, failing, killed_after, killed_before
from tests.support.feeds import ROUTE, address, content, fetch, get, register, wake
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.product_exports import run, send
from tests.support.settings import SETTINGS

HOUR = timedelta(hours=1)


def product(number: int, category: str, store: str) -> dict[str, Any]:
    sku = {"code": f"P-{number}-S", "currency": "CNY", "list_price_minor": 900}
    told = {"id": f"P-{number}", "title": "Cup", "category": category, "store": store}
    return told | {"shelf": "ON", "skus": [sku]}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "kitchen", "name": "Kitchen > Dining"})
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs", "parent": "kitchen"})
    gateway.call("POST /categories", {"id": "jars", "name": "Jars"})
    bring(gateway, product(1, "mugs", "main"), product(2, "mugs", "east"))
    bring(gateway, product(3, "jars", "main"))
    return gateway


def hours(count: float) -> datetime:
    return SAMPLE_TIME + count * HOUR


def skus_in(feed: bytes) -> list[bytes]:
    return [each.partition(b"</g:id>")[0] for each in feed.split(b"<g:id>")[1:]]


def test_whoever_has_the_address_gets_the_last_file_without_a_token(shop: Gateway) -> None:
    made = register(shop)
    path = address(shop, made)
    assert made.headers["location"] == f"{ROUTE}/{made.json['id']}"
    with standing(hours(0)):
        wake()
        run()
    answer = fetch(shop, path)
    assert (answer.status, answer.headers["cache-control"]) == (302, "no-store")
    feed = content(answer)
    assert sorted(skus_in(feed)) == [b"P-1-S", b"P-2-S", b"P-3-S"]
    assert b"<g:product_type>Kitchen Dining &gt; Mugs</g:product_type>" in feed
    assert feed.endswith(b"</channel></rss>\n")


def test_a_feed_is_of_one_store_below_one_category_if_it_says_so(shop: Gateway) -> None:
    made = register(shop, category="kitchen", store="east")
    path = address(shop, made)
    wake()
    run()
    assert skus_in(content(fetch(shop, path))) == [b"P-2-S"]
    told = get(shop, made)["file"]
    assert (told["product_count"], told["sku_count"]) == (1, 1)


def test_exports_are_of_one_store_if_they_say_so(shop: Gateway) -> None:
    asked = {"format": "jsonl", "store": "main"}
    shop.call("POST /product-export-jobs", asked, caller=MARKETER)
    run()
    (told,) = shop.call("GET /product-export-jobs", caller=MARKETER).json["items"]
    assert (told["store"], told["sku_count"]) == ("main", 2)


def test_what_was_written_last_and_what_failed_since_is_shown(shop: Gateway) -> None:
    made = register(shop)
    path = address(shop, made)
    assert (get(shop, made)["file"], get(shop, made)["failure"]) == (None, None)
    with standing(hours(0)):
        wake()
        run()
    first = content(fetch(shop, path))
    with standing(hours(1)), patch.object(export_job, "MAX_SKUS", 2):
        wake()
        run()
    assert content(fetch(shop, path)) == first
    (told,) = shop.call(f"GET {ROUTE}", caller=MARKETER).json["items"]
    size = len(gzip.compress(first, mtime=0))
    assert abs(told["file"].pop("size_bytes") - size) < 20
    written = {"as_of": "2026-01-05T09:30:00Z", "written_at": "2026-01-05T09:30:00Z"}
    assert told["file"] == written | {"product_count": 3, "sku_count": 3}
    failure = {"as_of": "2026-01-05T10:30:00Z", "failed_at": "2026-01-05T10:30:00Z"}
    assert told["failure"] == failure | {"code": "export_too_large"}


def test_the_last_file_is_fetched_while_the_next_is_written(shop: Gateway) -> None:
    made = register(shop)
    path = address(shop, made)
    with standing(hours(0)):
        wake()
        run()
    first = content(fetch(shop, path))
    bring(shop, product(4, "jars", "main"))
    with standing(hours(1)):
        wake()
        assert content(fetch(shop, path)) == first
        run()
    assert len(skus_in(content(fetch(shop, path)))) == 4


def test_waking_twice_in_an_hour_makes_one_job(shop: Gateway) -> None:
    register(shop)
    functions.invoke("catalogue_feed_sweep", {})
    assert len(run()) == 2
    before = dump()
    functions.invoke("catalogue_feed_sweep", {})
    assert dump() == before


@pytest.mark.parametrize("fault", [killed_before, killed_after])
def test_a_worker_that_dies_at_any_call_leaves_a_feed_that_goes_on(
    shop: Gateway, fault: Fault
) -> None:
    path = address(shop, register(shop, category="jars"))
    wake()
    start = held()
    messages = run()
    expected = content(fetch(shop, path))
    nth, is_killed = 0, True
    while is_killed:
        nth += 1
        lay_out(start)
        with failing(fault, nth, ("dynamodb", "s3")):
            is_killed = _is_killed(messages)
        for message in messages:
            send([message])
        assert content(fetch(shop, path)) == expected, f"killed at call {nth}"
    assert nth > 10


def _is_killed(messages: list[dict[str, Any]]) -> bool:
    try:
        for message in messages:
            send([message])
    except Killed:
        return True
    return False


def test_an_address_is_none_once_it_was_replaced_or_revoked(shop: Gateway) -> None:
    made = register(shop)
    first = address(shop, made)
    wake()
    run()
    second = address(shop, made)
    assert [fetch(shop, each).status for each in (first, second)] == [404, 302]
    revoked = shop.call(f"DELETE {ROUTE}/{made.json['id']}/address", version=3, caller=MARKETER)
    assert revoked.status == 204
    feed_id = made.json["id"]
    for feed_file in (first.rpartition("/")[2], second.rpartition("/")[2], "A.xml.gz"):
        answer = shop.call(f"GET /feeds/{feed_id}/{feed_file}", caller=None)
        assert (answer.status, answer.json["code"]) == (404, "not_found")
    assert get(shop, made)["address_made_at"] is None


def test_an_address_is_told_once(shop: Gateway) -> None:
    made = register(shop)
    path = address(shop, made)
    again = shop.call(f"POST {ROUTE}/{made.json['id']}/address", version=1, caller=MARKETER)
    assert (again.status, again.json["code"]) == (412, "stale")
    shown = [get(shop, made), shop.call(f"GET {ROUTE}", caller=MARKETER).json]
    secret = path.rpartition("/")[2].removesuffix(".xml.gz")
    assert secret not in repr([shown, dump()])


def test_an_address_before_the_first_file_says_so(shop: Gateway) -> None:
    answer = fetch(shop, address(shop, register(shop)))
    assert (answer.status, answer.json["code"]) == (404, "feed_not_written")


def test_a_feed_that_goes_takes_its_address_and_its_file_with_it(shop: Gateway) -> None:
    made = register(shop)
    path = address(shop, made)
    wake()
    run()
    gone = shop.call(f"DELETE {ROUTE}/{made.json['id']}", version=2, caller=MARKETER)
    assert (gone.status, fetch(shop, path).status) == (204, 404)
    bucket = SETTINGS["MEDIA_BUCKET"]
    assert "Contents" not in aws.client("s3").list_objects_v2(Bucket=bucket, Prefix="feeds/")
    assert shop.call(f"GET {ROUTE}", caller=MARKETER).json == {"items": []}
    with standing(hours(1)):
        before = dump()
        wake()
        assert dump() == before


def test_a_feed_whose_category_went_says_why_it_fails(shop: Gateway) -> None:
    shop.call("POST /categories", {"id": "hats", "name": "Hats"})
    made = register(shop, category="hats")
    shop.call("DELETE /categories/hats", version=1)
    wake()
    run()
    told = get(shop, made)
    assert (told["file"], told["failure"]["code"]) == (None, "invalid")


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        ({"product_link": "https://shop.example/"}, "/product_link", "wrong_value"),
        ({"category": "hats"}, "/category", "unknown_category"),
        ({"name": "  "}, "/name", "blank"),
        ({"every": "week"}, "/every", "wrong_value"),
    ],
)
def test_a_wrong_wish_is_refused_and_registers_nothing(
    shop: Gateway, said: dict[str, Any], pointer: str, code: str
) -> None:
    before = dump()
    refused = register(shop, **said)
    assert (refused.status, refused.pointers) == (400, [("body", pointer, code)])
    assert dump() == before


def test_registering_again_with_the_same_key_registers_once(shop: Gateway) -> None:
    first = register(shop, key="google-2026")
    address(shop, first)
    assert register(shop, key="google-2026").json == first.json
    assert register(shop, key="google-2026", name="Bing").json["code"] == "conflict"
    assert len(shop.call(f"GET {ROUTE}", caller=MARKETER).json["items"]) == 1


def test_only_those_who_shape_products_everywhere_have_feeds(shop: Gateway) -> None:
    feed_id = register(shop).json["id"]
    before = dump()
    for caller in (ANALYST, SHOPPER):
        asked = ["POST /product-feeds", "GET /product-feeds", f"GET /product-feeds/{feed_id}"]
        asked += [f"POST /product-feeds/{feed_id}/address", f"DELETE /product-feeds/{feed_id}"]
        asked += [f"DELETE /product-feeds/{feed_id}/address"]
        assert {shop.call(each, {}, caller=caller, version=1).status for each in asked} == {403}
    assert dump() == before
