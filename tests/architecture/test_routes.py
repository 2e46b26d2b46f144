"""template.yaml is what its pieces and the code's routes make it."""

import pytest

from infra import assemble
from infra.local import template
from infra.local.template import FOLDERS, ROOT
from promenade.kit.errors import Stale
from tests.support import functions, transformed

(_API,) = (
    each["Properties"]["Body"]
    for each in transformed.stack()["Resources"].values()
    if each["Type"] == "AWS::ApiGateway::RestApi"
)


def test_template_yaml_and_the_stacks_of_modules_are_assembled_from_their_pieces() -> None:
    written = [ROOT / "template.yaml", *ROOT.glob("infra/modules/*")]
    found = {str(path.relative_to(ROOT)): path.read_text() for path in written}
    assert found == assemble.assembled(), "stale; run: make template"


def test_the_template_routes_to_what_the_code_answers() -> None:
    declared = {(name, f"{method} {path}") for name, method, path in template.http_events()}
    assert declared == {(name, route.name) for name, route in functions.routes()}


@pytest.mark.parametrize("path", _API["paths"])
def test_api_gateway_invokes_functions_of_this_stack_as_its_role_and_nothing_else(
    path: str,
) -> None:
    for operation in _API["paths"][path].values():
        asked = operation["x-amazon-apigateway-integration"]
        assert asked["credentials"] == {"Fn::GetAtt": ["GatewayRole", "Arn"]}
    (policy,) = transformed.stack()["Resources"]["GatewayRole"]["Properties"]["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Action"] == "lambda:InvokeFunction"
    assert statement["Resource"]["Fn::Sub"].endswith(":function:${AWS::StackName}-*")


def test_functions_are_named_by_their_stack() -> None:
    named = [name for name, each in template.functions().items() if "FunctionName" in each]
    assert named == []


def test_a_route_speaks_of_stale_versions_exactly_where_it_asks_for_one() -> None:
    speaking = {route.name for _, route in functions.routes() if Stale in route.raises}
    assert speaking == {route.name for _, route in functions.routes() if route.versioned}


def test_a_functions_name_is_unique_whatever_its_module() -> None:
    names = [path.parent.name for path in ROOT.glob("functions/**/app.py")]
    assert sorted(names) == sorted(FOLDERS)


def test_a_route_belongs_to_one_function() -> None:
    routes = [(method, path) for _, method, path in template.http_events()]
    assert sorted(set(routes)) == sorted(routes)


MANY = {
    "POST /product-batches",
    "POST /product-batches/decisions",
    "POST /product-batches/submissions",
}
"""What changes many things, each by itself: under its key the rest goes on."""
RENEWING = {
    "POST /staff/{staff_id}/invitations",
    "POST /staff/{staff_id}/second-factor-resets",
}
"""What makes another account, once under a key, and answers with whom it is of."""


def test_whatever_creates_takes_an_idempotency_key_and_nothing_else_does() -> None:
    creating = {route.name for _, route in functions.routes() if {201, 202} & set(route.answers)}
    assert creating | MANY | RENEWING == {
        route.name for _, route in functions.routes() if route.idempotent
    }
