"""Routes in template.yaml are the routes in the code, function by function."""

from infra.local import template
from tests.support import functions


def test_the_template_routes_to_what_the_code_answers() -> None:
    declared = {(name, f"{method} {path}") for name, method, path in template.http_events()}
    assert declared == {(name, route.name) for name, route in functions.routes()}


def test_every_folder_is_a_function_of_the_template() -> None:
    assert sorted(template.functions()) == functions.NAMES


def test_functions_stand_in_alphabetical_order_under_the_name_of_their_folder() -> None:
    declared = template.resources("AWS::Serverless::Function")
    assert list(declared) == sorted(declared)
    folders = [name.title().replace("_", "") for name in template.functions()]
    assert list(declared) == folders


def test_a_route_belongs_to_one_function() -> None:
    routes = [(method, path) for _, method, path in template.http_events()]
    assert sorted(set(routes)) == sorted(routes)
