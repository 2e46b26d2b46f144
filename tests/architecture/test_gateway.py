"""What stands before the functions: unsigned calls, lost ones, their log, one way in."""

import json
import re

import pytest

from infra.local import template
from promenade.kit.http import problems
from tests.support import functions, transformed

STACK = transformed.stack()["Resources"]
BODY = STACK["Api"]["Properties"]["Body"]
REFUSALS = BODY["x-amazon-apigateway-gateway-responses"]
ROUTES = [route for _, route in functions.routes()]


@pytest.mark.parametrize("name", [route.name for route in ROUTES])
def test_a_call_without_a_token_starts_no_function_unless_its_route_asks_for_none(
    name: str,
) -> None:
    route = next(each for each in ROUTES if each.name == name)
    operation = BODY["paths"][route.path][route.method.lower()]
    asked = [(each["name"], each["required"]) for each in operation.get("parameters", [])]
    signed = isinstance(route.allow, str)
    assert asked == ([("Authorization", True)] if signed else [])
    assert ("x-amazon-apigateway-request-validator" in operation) == signed


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_of_the_gateway_is_a_problem_like_ours(kind: str) -> None:
    refusal = REFUSALS[kind]
    problem = json.loads(refusal["responseTemplates"]["application/json"])
    if kind.startswith("DEFAULT_"):
        assert problem.keys() == {"type", "code", "detail", "detail_zh"}
        assert "statusCode" not in refusal
    else:
        assert problem.keys() == {*problems.plain(400, "", ""), "detail_zh"}
        assert str(problem["status"]) == refusal["statusCode"]
    assert problem["detail"].isascii()
    assert re.search(r"[\u4e00-\u9fff].*。$", problem["detail_zh"])
    headers = refusal["responseParameters"]
    assert headers["gatewayresponse.header.Content-Language"] == "'en, zh'"
    assert headers["gatewayresponse.header.Content-Type"] == f"'{problems.MEDIA_TYPE}'"


def test_files_reach_their_function_as_the_bytes_they_are() -> None:
    """The local cloud reads the property alone; SAM puts it into the body as well."""
    taken = {kind for route in ROUTES for kind in route.consumes}
    declared = STACK["Api"]["Properties"]["BinaryMediaTypes"]
    assert {kind.replace("~1", "/") for kind in declared} == taken


def test_who_is_throttled_is_told_when_to_come_again() -> None:
    for kind in ("THROTTLED", "INTEGRATION_TIMEOUT"):
        assert REFUSALS[kind]["responseParameters"]["gatewayresponse.header.Retry-After"] == "'1'"


def test_the_log_of_calls_holds_no_address_no_path_and_nobody() -> None:
    condition, setting, _ = STACK["ApiliveStage"]["Properties"]["AccessLogSetting"]["Fn::If"]
    assert condition == "IsProd"
    assert set(re.findall(r"\$context\.[\w.]+", setting["Format"])) == {
        "$context.error.responseType",
        "$context.httpMethod",
        "$context.integrationLatency",
        "$context.requestId",
        "$context.resourcePath",
        "$context.responseLatency",
        "$context.responseLength",
        "$context.status",
    }


def test_no_way_leads_round_the_domain() -> None:
    (server,) = BODY["servers"]
    endpoint = server["x-amazon-apigateway-endpoint-configuration"]
    assert endpoint == {"disableExecuteApiEndpoint": {"Fn::If": ["IsProdDomain", True, False]}}


def test_in_prod_a_firewall_stands_before_the_api() -> None:
    rules = transformed.nested()["Firewall"]["Resources"]["Firewall"]["Properties"]["Rules"]
    assert [rule["Name"] for rule in rules] == [
        "calls-per-address",
        "calls-per-caller",
        "known-bad-addresses",
        "known-bad-inputs",
        "common",
    ]
    assert STACK["Firewall"]["Condition"] == "IsProd"


@pytest.mark.parametrize("path", BODY["paths"])
def test_a_preflight_starts_the_function_that_loads_least(path: str) -> None:
    preflight = BODY["paths"][path]["options"]
    assert "DocsApi" in str(preflight["x-amazon-apigateway-integration"])
    assert "x-amazon-apigateway-request-validator" not in preflight


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_page_of_the_first_storefront_reads_refusals_of_the_gateway(kind: str) -> None:
    headers = REFUSALS[kind]["responseParameters"]
    condition, shown, otherwise = headers["gatewayresponse.header.Access-Control-Allow-Origin"][
        "Fn::If"
    ]
    assert (condition, otherwise) == ("HasOrigins", {"Ref": "AWS::NoValue"})
    assert shown["Fn::Sub"][0] == "'${Origin}'"


def test_links_have_one_address_of_the_api_and_who_counts_with_them_one_as_long() -> None:
    """What the API invokes cannot name it, and stands an id of ten characters in its place."""
    read = [template.read(str(each / "function.yaml")) for each in template.FOLDERS.values()]
    settings = [each.get("Environment", {}).get("Variables", {}) for each in read]
    told = [json.dumps(each["API_BASE_URL"]) for each in settings if "API_BASE_URL" in each]
    assert len(told) > 1
    assert {each.replace("0123456789", "${Api}") for each in told} == {
        next(each for each in told if "${Api}" in each)
    }


def test_texts_are_compressed_on_their_way() -> None:
    assert template.resources("AWS::Serverless::Api")["Api"]["MinimumCompressionSize"] <= 1_400


def test_staff_sign_in_by_a_code_and_come_back_to_the_console_alone() -> None:
    clients = template.resources("AWS::Cognito::UserPoolClient", "infra/identity.yaml")
    staff = clients["StaffClient"]
    assert staff["AllowedOAuthFlows"] == ["code"]
    assert staff["CallbackURLs"] == staff["LogoutURLs"] == [{"Ref": "ConsoleUrl"}]
    assert "GenerateSecret" not in staff
