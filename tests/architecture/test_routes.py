"""template.yaml is what its pieces and the code's routes make it."""

import pytest

from infra import assemble
from infra.local import template
from infra.local.template import FOLDERS, ROOT
from promenade.kit.errors import Stale
from tests.support import functions

PERMISSIONS = template.resources("AWS::Lambda::Permission")


def test_template_yaml_is_assembled_from_its_pieces() -> None:
    assert assemble.TEMPLATE.read_text() == assemble.assembled(), "stale; run: make template"


def test_the_template_routes_to_what_the_code_answers() -> None:
    declared = {(name, f"{method} {path}") for name, method, path in template.http_events()}
    assert declared == {(name, route.name) for name, route in functions.routes()}


@pytest.mark.parametrize("name", functions.apis())
def test_api_gateway_may_invoke_every_function_that_answers_http(name: str) -> None:
    logical = template.logical_id(name)
    permission = PERMISSIONS.get(f"{logical}Permission")
    assert permission, f"{logical} answers HTTP, and API Gateway may not invoke it: make template"
    assert permission["FunctionName"]["Ref"] in {logical, f"{logical}.Alias"}
    assert permission["Principal"] == "apigateway.amazonaws.com"
    assert permission["SourceArn"]["Sub"].endswith(":${Api}/*")


def test_a_route_speaks_of_stale_versions_exactly_where_it_asks_for_one() -> None:
    speaking = {route.name for _, route in functions.routes() if Stale in route.raises}
    assert speaking == {route.name for _, route in functions.routes() if route.versioned}


def test_a_functions_name_is_unique_whatever_its_module() -> None:
    names = [path.parent.name for path in ROOT.glob("functions/**/app.py")]
    assert sorted(names) == sorted(FOLDERS)


def test_a_route_belongs_to_one_function() -> None:
    routes = [(method, path) for _, method, path in template.http_events()]
    assert sorted(set(routes)) == sorted(routes)


def test_whatever_creates_takes_an_idempotency_key_and_nothing_else_does() -> None:
    creating = {route.name for _, route in functions.routes() if {201, 202} & set(route.answers)}
    assert creating == {route.name for _, route in functions.routes() if route.idempotent}
