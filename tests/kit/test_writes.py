"""What DynamoDB is asked for is what PynamoDB would ask of it."""

from typing import Any

import pytest

from promenade.kit.attributes import IntegerAttribute
from promenade.kit.records import Record
from promenade.kit.writes import Write

pytestmark = pytest.mark.usefixtures("stores")


class Box(Record):
    class Meta:
        table_name = "promenade-order"

    left = IntegerAttribute(null=True)


BOX = Box("BOX", "A", version=2, left=7, body="{}")
ASKED = Box.left.does_not_exist() | (Box.left < 9)


@pytest.mark.parametrize("condition", [None, ASKED])
def test_a_put(condition: Any) -> None:
    expected = BOX.get_save_kwargs_from_instance(condition, "ALL_OLD")
    assert Write("Put", BOX, condition).request() == expected


@pytest.mark.parametrize("condition", [None, ASKED])
def test_an_update(condition: Any) -> None:
    actions = [Box.left.add(1), Box.body.set("[]"), Box.actor.remove()]
    expected = BOX.get_update_kwargs_from_instance(list(actions), condition, "ALL_OLD")
    assert Write("Update", BOX, condition, actions).request() == expected


@pytest.mark.parametrize("condition", [None, ASKED])
def test_a_delete(condition: Any) -> None:
    expected = BOX.get_delete_kwargs_from_instance(condition, "ALL_OLD")
    assert Write("Delete", BOX, condition).request() == expected
