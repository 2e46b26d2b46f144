"""What the most expensive requests cost that the gateway lets in: refused or granted, an answer
stays within what Lambda hands on, and the work within seconds. `pytest -s` prints the figures."""

import resource
from collections.abc import Iterator, Mapping
from time import process_time
from typing import Any

import pytest

from infra.local import samples
from promenade.kit.errors import MAX_ANSWER_BYTES, MOST_FAULTS
from promenade.kit.http.routes import Route
from tests.support import functions, worst
from tests.support.callers import OWNER
from tests.support.gateway import Answer, Gateway
from tests.support.play import given, prepare

AIM_S = 2.0
MARGIN = 5
"""What a busy machine may take longer than the aim."""

SAMPLES = dict(samples.http_samples())
ROUTES = [route for _, route in functions.routes()]
WITH_JSON = [route for route in ROUTES if route.body not in (None, bytes)]
WITH_FILES = [(name, route) for name, route in functions.routes() if route.consumes]
COLUMNS = "product,sku,title,category,currency,list_price_minor,barcode"


def named(route: Route) -> str:
    return route.name


def measured(what: str, gateway: Gateway, request: str, body: Any, **options: Any) -> Answer:
    started = process_time()
    answer = gateway.call(request, body, **options)
    spent_s = process_time() - started
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size = len(answer.text.encode()) + sum(map(answer.text.count, '"\\\n'))
    print(f"{request} {what}: {answer.status}, {spent_s:.2f} s, {peak_mb} MB, {size} bytes")  # noqa: T201
    assert size <= MAX_ANSWER_BYTES, what
    assert spent_s <= AIM_S * MARGIN, what
    return answer


def address(route: Route) -> str:
    """One that is there for no route: what it is asked for does not matter here."""
    names = {name: "a" if name == "category_id" else "A" for name in route.parameters}
    return f"{route.method} {filled(route.path, names)}"


def filled(path: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def made(function: str, route: Route, gateway: Gateway) -> str:
    """The address of what its sample is about, which is there: a file for nothing is not read."""
    name = functions.sample_name(function, "http", route.view.__name__)
    prepare(given(name), gateway)
    return f"{route.method} {filled(route.path, SAMPLES[name].request.path)}"


@pytest.mark.parametrize("route", WITH_JSON, ids=named)
def test_a_body_that_is_wrong_in_every_place_is_refused_briefly(
    gateway: Gateway, route: Route
) -> None:
    version = 1 if route.versioned else None
    for what, body in worst.bodies(route.body, route.max_body_bytes):
        assert len(body) <= route.max_body_bytes, what
        answer = measured(what, gateway, address(route), body, version=version)
        errors, more_count = refusal(answer)
        assert 0 < len(errors) <= MOST_FAULTS, what
        assert (more_count == 0) or len(errors) == MOST_FAULTS or route.entries, what
        assert max(len(each["pointer"]) for each in errors) <= 200, what
        assert len(answer.text) < 100_000, what


def refusal(answer: Answer) -> tuple[list[Any], int]:
    """Its faults and how many more there are: of the request, or of all its entries."""
    told = answer.json
    if answer.status == 400:
        assert told["code"] == "invalid"
        return told["errors"], told["more_count"]
    entries = told["orders"] if "orders" in told else told["items"]
    assert {each.get("progress") or each["result"] for each in entries} <= {"refused", "REJECTED"}
    faults = [fault for each in entries for fault in each["faults"]]
    return faults, sum(each["more_count"] for each in entries)


@pytest.mark.parametrize("route", [each for each in ROUTES if not each.is_opened], ids=named)
def test_a_query_and_headers_that_are_wrong_in_every_place_are_refused_briefly(
    gateway: Gateway, route: Route
) -> None:
    answer = asked_wrongly(gateway, route)
    assert (answer.status, len(answer.json["errors"])) == (400, MOST_FAULTS)


@pytest.mark.parametrize("route", [each for each in ROUTES if each.is_opened], ids=named)
def test_a_page_for_people_is_opened_whatever_its_link_was_sent_with(
    gateway: Gateway, route: Route
) -> None:
    assert asked_wrongly(gateway, route).status in {200, 404}


def asked_wrongly(gateway: Gateway, route: Route) -> Answer:
    query = {f"x{place}": "a" * 10 for place in range(500)}
    sent = {
        "if-match": "9" * 5_000,
        "idempotency-key": "k" * 9_000,
        "accept-language": ",a" * 4_000,
    }
    kind = {"content-type": "text/csv"} if route.body is bytes else {}
    body = None if route.body is None else b"{}"
    return measured("query", gateway, address(route), body, query=query, headers=sent | kind)


def files(room: int) -> Iterator[tuple[str, str, bytes]]:
    csv, lines = "text/csv", "application/x-ndjson"
    yield "rows of nothing", lines, b"{}\n" * (room // 3)
    yield "no rows", lines, b"\n" * room
    yield "one row of unknown names", lines, next(worst.bodies(dict, room))[1]
    yield "columns", csv, b"a," * (room // 2)
    yield "columns without names", csv, b"," * room
    yield "a name without end", csv, b'"' + b"a" * (room - 1)
    yield "rows", csv, COLUMNS.encode() + b"\na" * ((room - 100) // 2)
    yield "quotes", csv, COLUMNS.encode() + b'\n"a"b' * ((room - 100) // 5)
    yield "lines", csv, COLUMNS.encode() + b"\n" * (room - 100)


@pytest.mark.parametrize(
    ("function", "route"), WITH_FILES, ids=[route.name for _, route in WITH_FILES]
)
def test_a_file_that_is_wrong_in_every_place_is_refused_before_it_is_read(
    gateway: Gateway, function: str, route: Route
) -> None:
    place = made(function, route, gateway)
    for what, kind, body in files(route.max_body_bytes):
        if kind not in route.consumes:
            continue
        sent = {"content-type": kind}
        answer = measured(what, gateway, place, body, headers=sent, caller=OWNER)
        assert (answer.status, len(answer.text) < 100_000) in ((400, True), (200, True)), what


def rows_of_one_product() -> Iterator[str]:
    for place in range(1_000):
        yield f"MUG,MUG-{place},Mug {place},mugs,CNY,4900,{place % 7}"


def test_a_file_about_one_product_is_judged_within_seconds(gateway: Gateway) -> None:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    content = "\n".join([COLUMNS, *rows_of_one_product()])
    sent = {"content-type": "text/csv"}
    answer = measured(
        "one product", gateway, "POST /product-imports", content.encode(), headers=sent
    )
    assert (answer.json["created_count"], answer.json["rejected_count"]) == (1, 999)


def test_a_batch_of_the_largest_orders_is_taken_within_seconds(gateway: Gateway) -> None:
    line = {"sku": "A", "title": "", "quantity": 1, "unit_price_minor": 1, "paid_minor": 1}
    count = 210
    order = {
        "source": "web", "version": 1, "state": "paid", "store": "main", "channel": "web",
        "currency": "CNY", "zone": "Asia/Shanghai", "placed_at": "2026-11-20T10:00:00Z",
        "paid_at": "2026-11-20T10:00:00Z", "goods_minor": count, "paid_minor": count,
        "lines": [line | {"line": place} for place in range(1, count + 1)],
    }  # fmt: skip
    batch = {"orders": [order | {"number": f"N{place}"} for place in range(100)]}
    answer = measured("valid", gateway, "POST /order-batches", batch, caller=OWNER)
    assert (answer.status, len(answer.json["orders"])) == (202, 100)
    wrong = [
        each | {"goods_minor": 0, "lines": [line | {"line": 1}] * count} for each in batch["orders"]
    ]
    answer = measured("contradictory", gateway, "POST /order-batches", {"orders": wrong})
    told = [(fate["progress"], len(fate["faults"])) for fate in answer.json["orders"]]
    assert (answer.status, told) == (202, [("refused", 1)] * MOST_FAULTS)
