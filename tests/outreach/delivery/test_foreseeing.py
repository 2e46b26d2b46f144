"""What is foreseen of a message is what the gate would make of it."""

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.consents import Verdict
from promenade.contracts.foresights import Foreseen
from promenade.outreach.delivery.service.foreseeing import Doors, foresee
from tests.support.deliveries import NOON, World, request, template, terms


def foreseen(world: World, channel: Channel) -> Foreseen:
    doors = world.doors
    places = doors.recipients, doors.consents, doors.store, doors.clock, doors.digest, doors.zone
    asked = request("ada", channel=channel, variables={})
    return foresee(asked, terms(), {"hello": template(channel=channel)}, Doors(*places))


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.IN_APP])
def test_who_has_a_name_is_called_by_it(channel: Channel) -> None:
    found = foreseen(World(names={"ada": "Ada Wong"}), channel)
    assert found.name is not None
    assert (found.outcome, found.name[:]) == ("sent", "Ada Wong")


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.IN_APP])
def test_who_has_none_is_not_sent_what_says_it(channel: Channel) -> None:
    found = foreseen(World(), channel)
    assert (found.outcome, found.said, found.name) == ("variable_missing", "name", None)


def test_who_is_unknown_as_they_were_erased_is_told_to_be() -> None:
    world = World(unknown={"ada"}, refused={"ada": Verdict("erased", NOON)})
    found = foreseen(world, Channel.EMAIL)
    assert (found.outcome, found.said) == ("no_profile", "erased 2026-03-02")
    world.refused = {"ada": Verdict("withdrawn", NOON, "form")}
    found = foreseen(world, Channel.EMAIL)
    assert (found.outcome, found.said) == ("no_profile", "")


def test_who_has_no_address_is_not_called_there() -> None:
    world = World(names={"ada": "Ada Wong"}, addresses={"ada": ""})
    assert foreseen(world, Channel.EMAIL).name is None
