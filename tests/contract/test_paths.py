"""What stands in a path is what contracts/paths.py says it is, in every route."""

import re

import pytest

from promenade.contracts.paths import PATHS
from promenade.kit.http.paths import parameters_of
from tests.support import functions
from tests.support.cloud import dump
from tests.support.gateway import Gateway

ROUTES = {route.name: route for _, route in functions.routes() if route.parameters}


@pytest.mark.parametrize("name", [name for name in ROUTES if "{link}" not in name])
def test_a_malformed_value_is_told_with_what_to_send_and_moves_nothing(
    name: str, gateway: Gateway
) -> None:
    before = dump()
    sent = {"content-type": next(iter(ROUTES[name].consumes), "application/json")}
    answer = gateway.call(re.sub(r"\{\w+\}", "%E2%80%8B", name), headers=sent)
    told = {each["pointer"]: each["detail"] for each in answer.json["errors"]}
    assert answer.status == 400
    assert {
        f"/{each}": PATHS[each].says for each in ROUTES[name].parameters
    }.items() <= told.items()
    assert dump() == before


@pytest.mark.parametrize("name", [name for name in ROUTES if "{link}" in name])
def test_a_link_that_is_none_is_told_to_people_as_any_that_leads_nowhere(
    name: str, gateway: Gateway
) -> None:
    before = dump()
    assert gateway.call(name.replace("{link}", "%E2%80%8B")).status == 404
    assert dump() == before


def test_no_parameter_is_declared_that_no_route_has() -> None:
    used = {each for route in ROUTES.values() for each in route.parameters}
    idle = [
        f"take {name} out of contracts/paths.py: no route has it" for name in PATHS.keys() - used
    ]
    assert idle == []


def test_a_route_with_a_parameter_that_nobody_declared_does_not_import() -> None:
    with pytest.raises(LookupError, match=r"/things/\{thing_id\}: nobody says what \['thing_id'\]"):
        parameters_of("/things/{thing_id}", PATHS)
