"""The description says what the routes promise."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from infra import openapi
from infra.docs.json_lines import LINES
from infra.docs.parameters import PARAMETERS
from infra.docs.patterns import PATTERNS
from promenade.base.catalogue.wire.imports import RowBody as ProductRow
from promenade.base.stock.wire.imports import RowBody as StockRow
from promenade.contracts.subjects import SUBJECTS
from promenade.customer.profile.wire.imports import RowBody as ProfileRow
from promenade.customer.tracking.wire.outcomes import OutcomeBody
from promenade.kit.decoding import receive
from promenade.kit.http.auth import Public, Signed
from promenade.kit.http.problems import codes
from promenade.kit.imports import JSON_LINES
from promenade.outreach.consent.wire.imports import RowBody as ConsentRow
from tests.support import functions

FILES = openapi.files()
DESCRIPTION: dict[str, Any] = msgspec.json.decode(FILES["openapi.json"])
REFUSALS: dict[str, Any] = DESCRIPTION["components"]["responses"]
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in DESCRIPTION["paths"].items()
    for method, operation in methods.items()
}
ROUTES = {route.name: route for _, route in functions.routes()}


def allowing(allow: str | Public | Signed) -> str:
    kinds = {Public: "public", Signed: "signature"}
    return str(allow) if isinstance(allow, str) else kinds[type(allow)]


def test_every_route_is_described_with_who_may_call_it() -> None:
    described = {name: each["x-permission"] for name, each in OPERATIONS.items()}
    allowed = {name: allowing(each.allow) for name, each in ROUTES.items()}
    assert described == allowed


@pytest.mark.parametrize("name", ROUTES)
def test_every_answer_and_error_of_a_route_is_described(name: str) -> None:
    found = OPERATIONS[name]["responses"]
    due = {str(status) for status in (*ROUTES[name].answers, *codes(ROUTES[name]))}
    assert set(found) == due
    for status, named in codes(ROUTES[name]).items():
        refusal = REFUSALS[found[str(status)]["$ref"].removeprefix("#/components/responses/")]
        _, only = refusal["content"]["application/problem+json"]["schema"]["allOf"]
        assert only == {"properties": {"code": {"enum": named}, "status": {"const": status}}}


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_says_what_it_does_in_a_line(name: str) -> None:
    first, *_ = (ROUTES[name].view.__doc__ or "").splitlines()
    assert re.fullmatch(
        r"(?!(A|An|All|How|It|Of|One|Some|The|What|Where|Which)\b)[A-Z]\S+ .+\.", first
    )
    assert 10 <= len(OPERATIONS[name]["summary"]) <= 90


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_is_told_in_sentences(name: str) -> None:
    assert re.fullmatch(r"\S.{8,}\.", OPERATIONS[name]["description"])


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_says_what_it_refuses_and_what_it_needs(name: str) -> None:
    route, told = ROUTES[name], OPERATIONS[name]["description"]
    said = re.findall(r"Refused as `(\w+)`: [a-z]", told)
    assert said == sorted({error.code for error in route.raises})
    assert ("Needs an Idempotency-Key" in told) is route.idempotent
    assert ("Needs If-Match" in told) is route.versioned


def test_every_parameter_is_told_and_nothing_else() -> None:
    used = [each for operation in OPERATIONS.values() for each in operation["parameters"]]
    assert {each["name"]: each.get("description") for each in used} == PARAMETERS


OF_THE_BUILD = {"GET /docs", "GET /openapi.json"}


@pytest.mark.parametrize("name", sorted(ROUTES.keys() - OF_THE_BUILD))
def test_a_route_shows_a_request_and_an_answer(name: str) -> None:
    operation = OPERATIONS[name]
    answers = [operation["responses"][str(status)] for status in ROUTES[name].answers]
    shown = [part for each in answers for part in each.get("content", {}).values()]
    asked = list(operation.get("requestBody", {}).get("content", {}).values())
    assert any("example" in part for part in shown) or not shown
    assert all(part.keys() & {"example", "examples"} for part in asked)


def test_routes_are_told_in_the_order_in_which_people_take_them() -> None:
    paths = [path for path in DESCRIPTION["paths"] if path.startswith("/flash-sales")]
    steps = ["", *("/submit", "/approve", "/schedule", "/tokens", "/orders")]
    sale = "/flash-sales/{sale_id}"
    due = ["/flash-sales", *(f"{sale}{each}" for each in steps[1:])]
    assert [path for path in paths if path in due] == due


def test_variants_of_a_request_are_shown_beside_the_plain_one() -> None:
    body = OPERATIONS["POST /flash-sales"]["requestBody"]["content"]["application/json"]
    shown = {name: each["value"].get("fairness") for name, each in body["examples"].items()}
    assert shown == {"plain": None, "queue": "queue"}


@pytest.mark.parametrize("name", FILES)
def test_nothing_public_tells_our_own_numbers(name: str) -> None:
    numbers = r"\b(?:N\d{1,2}|M[1-5]-\d+|R of M\d|ADR \d+)\b"
    told = re.sub(r"https?://\S+", "", FILES[name])
    assert re.findall(f".{{0,40}}{numbers}", told) == []


def test_every_reference_leads_somewhere() -> None:
    for kind in ("schemas", "responses"):
        named = re.findall(rf'"#/components/{kind}/([^"]+)"', FILES["openapi.json"])
        assert set(named) == DESCRIPTION["components"][kind].keys()


def test_the_page_shows_every_refusal_of_every_route() -> None:
    refused = [status for name in ROUTES for status in codes(ROUTES[name])]
    refused += [status for name in ROUTES for status in ROUTES[name].answers if status >= 400]
    assert FILES["docs.html"].count("<li><b>") == len(refused)


def test_the_page_shows_no_markup_no_patterns_and_no_endless_lists() -> None:
    shown = re.sub(r"(?s)<(pre|script|style)>.*?</\1>", "", FILES["docs.html"])
    assert re.findall(r"[^>]*`[^<]*|like \^[^<]*|at least 1[ <]|<th></th>", shown) == []
    assert max(row.count("<code>") for row in re.findall(r"<td>(.*?)</td>", shown)) <= 50


def test_every_pattern_is_told_in_words() -> None:
    used = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', FILES["openapi.json"])
    assert {msgspec.json.decode(each) for each in used} == PATTERNS.keys()


def shown_lines(name: str) -> list[bytes]:
    shown = OPERATIONS[name]["requestBody"]["content"][JSON_LINES]["example"]
    return [line.encode() for line in shown.splitlines()]


def test_files_of_json_lines_are_shown_as_they_are_sent() -> None:
    taking = [name for name, route in ROUTES.items() if JSON_LINES in route.consumes]
    assert sorted(taking) == sorted(LINES)
    products = [receive(line, ProductRow).sku for line in shown_lines("POST /product-imports")]
    moves = [receive(line, StockRow).count for line in shown_lines("POST /stock-imports")]
    states = [receive(line, ConsentRow).state for line in shown_lines("POST /consent-imports")]
    assert states == ["given", "withdrawn", "withdrawn"]
    people = [receive(line, ProfileRow).zone for line in shown_lines("POST /profile-imports")]
    assert people == ["Asia/Shanghai", "Europe/London"]
    spent = [
        receive(line, OutcomeBody).spend_minor
        for line in shown_lines("POST /experiments/{experiment_id}/outcomes")
    ]
    assert spent == [0, 2999]
    assert (products, moves) == (["PLATE-IVY-21", "PLATE-IVY-27"], [-2, 24])


def test_an_ending_of_prices_is_told_wherever_it_is_asked_for() -> None:
    said = "behind the point"
    asked = {
        name: schema["description"]
        for name, schema in DESCRIPTION["components"]["schemas"].items()
        if name.endswith("Body") and "ending" in schema.get("properties", {})
    }
    assert [name for name, told in asked.items() if said not in told] == []
    assert said in PARAMETERS["ending"]


def test_wherever_the_shelf_is_counted_paid_units_are_told_to_be_left_out() -> None:
    schemas = DESCRIPTION["components"]["schemas"]
    for name in ("StockTake", "LevelView"):
        assert "without units of orders that are paid, sent or not" in re.sub(
            r"\s+", " ", schemas[name]["description"]
        )


def test_a_body_is_described_with_the_fields_that_are_read() -> None:
    """Two of one name in a capability would be told as one."""
    told: dict[str, list[str]] = {}
    read: dict[str, list[str]] = {}
    for name, operation in OPERATIONS.items():
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        body = ROUTES[name].body
        if "$ref" not in schema.get("schema", {}) or not isinstance(body, type):
            continue
        _, _, shape = schema["schema"]["$ref"].rpartition("/")
        told[name] = sorted(DESCRIPTION["components"]["schemas"][shape]["properties"])
        read[name] = sorted(field.encode_name for field in msgspec.structs.fields(body))
    assert told["POST /coupons/{coupon_id}/extend"] == ["customer", "ends_at", "reason"]
    assert told == read


def test_operation_ids_are_unique() -> None:
    ids = [each["operationId"] for each in OPERATIONS.values()]
    assert sorted(set(ids)) == sorted(ids)


LIMITS = {
    "integer": ({"minimum", "exclusiveMinimum"}, {"maximum", "exclusiveMaximum"}),
    "string": ({"maxLength", "pattern", "format"},),
    "array": ({"maxItems"},),
}


def parts(
    schema: dict[str, Any], at: str, known: frozenset[str] = frozenset()
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything in a schema, by where it stands. What is `known` is in the midst of being looked
    at."""
    if "$ref" in schema:
        name = schema["$ref"].split("/")[-1]
        if name not in known:
            yield from parts(DESCRIPTION["components"]["schemas"][name], at, known | {name})
        return
    yield at, schema
    inner = dict(schema.get("properties", {}))
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            inner[f"[{name}]"] = schema[name]
    options = (*schema.get("prefixItems", ()), *schema.get("anyOf", ()))
    inner |= {str(n): option for n, option in enumerate(options)}
    for name, part in inner.items():
        yield from parts(part, f"{at}/{name}", known)


def in_body(name: str) -> list[tuple[str, dict[str, Any]]]:
    content = OPERATIONS[name]["requestBody"]["content"]
    return [each for media in content.values() for each in parts(media["schema"], "")]


BODIES = pytest.mark.parametrize("name", [name for name, each in ROUTES.items() if each.body])


@BODIES
def test_everything_in_a_body_has_bounds(name: str) -> None:
    """Numbers, texts and lists; a tree is bounded by how deep JSON may go."""
    assert [
        at
        for at, schema in in_body(name)
        if not all(schema.keys() & each for each in LIMITS.get(schema.get("type", ""), ()))
    ] == []


@BODIES
def test_a_body_has_no_place_for_what_is_misspelt(name: str) -> None:
    assert [
        at
        for at, schema in in_body(name)
        if "properties" in schema and schema.get("additionalProperties") is not False
    ] == []


def test_the_audit_trail_says_of_each_kind_of_subject_how_it_is_named() -> None:
    parameters = OPERATIONS["GET /audit-records"]["parameters"]
    (subject,) = [each for each in parameters if each.get("name") == "subject"]
    told = re.findall(r"`(\w+):((?:<\w+>/?)+)`", subject["description"].partition("Kinds, ")[2])
    assert [kind for kind, _ in told] == [*SUBJECTS]
    assert ("api_client", "<id>") in told
    assert ("staff_role", "<id>") in told
    assert ("price_change", "<sku>/<id>") in told
