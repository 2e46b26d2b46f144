"""What is ready before anybody asks."""

from typing import Any, cast
from unittest.mock import patch

import pytest

from promenade.kit import aws
from promenade.kit.provisioning import Environments, keep_writes
from tests.support.provisioned import KEPT
from tests.support.settings import SETTINGS

TABLE = SETTINGS["FLASH_SALE_TABLE"]
pytestmark = pytest.mark.usefixtures("stores")


def test_as_many_environments_are_kept_as_are_wanted_until_none_is() -> None:
    page = Environments("arn:aws:lambda:eu-west-1:123456789012:function:page:live")
    for count in (0, 40, 40, 7):
        page.keep(count)
        assert ({"page": count} if count else {}) == KEPT
    page.keep(0)
    assert KEPT == {}


def test_what_is_kept_already_is_only_looked_up() -> None:
    KEPT["page"] = 40
    asked: list[str] = []
    aws.client("lambda").meta.events.register(
        "before-call.lambda", lambda model, **_: asked.append(model.name)
    )
    Environments("arn:aws:lambda:eu-west-1:123456789012:function:page:live").keep(40)
    assert asked == ["GetProvisionedConcurrencyConfig"]


def warmth() -> dict[str, Any]:
    described = aws.client("dynamodb").describe_table(TableName=TABLE)["Table"]
    return cast("dict[str, Any]", described["WarmThroughput"])


def test_a_table_gets_no_colder() -> None:
    before = warmth()
    assert (before["ReadUnitsPerSecond"], before["WriteUnitsPerSecond"]) == (12_000, 4_000)
    for wanted, kept in ((4_000, 4_000), (4_001, 4_001), (4_000, 4_001)):
        keep_writes(TABLE, wanted)
        assert warmth() == before | {"WriteUnitsPerSecond": kept}


def test_a_table_that_is_getting_warm_is_left_alone() -> None:
    described = {"Table": {"WarmThroughput": {"WriteUnitsPerSecond": 4_000, "Status": "UPDATING"}}}
    with patch.object(aws.client("dynamodb"), "describe_table", lambda **_: described):
        keep_writes(TABLE, 9_000)
    assert warmth()["WriteUnitsPerSecond"] == 4_000
