"""What would show people a place to fill is no value, whoever brought it."""

import pytest

from promenade.outreach.delivery.service.gate import handle
from tests.support.deliveries import World, request
from tests.support.fakes.delivery import FakeGateStore


@pytest.mark.parametrize("value", ["{{name}} {{link:https://x.example}}", "you }}"])
@pytest.mark.parametrize("brought_by", ["campaign", "happening", "person"])
def test_what_would_show_people_a_place_to_fill_is_no_value(value: str, brought_by: str) -> None:
    world = World(FakeGateStore())
    world.names = {"ada": value}
    variables = {"name": value} if brought_by == "campaign" else {}
    own = {"ada": {"name": value}} if brought_by == "happening" else {}
    told = handle(request("ada", variables=variables, own_variables=own), world.doors)
    assert told
    (decision,) = told.decisions()
    assert (decision.outcome, decision.said) == ("variable_missing", "name")
    assert world.outbox == []
