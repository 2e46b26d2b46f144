"""The chapters of the story on a product's review and a colleague of one store, in this process."""

from typing import Any

import pytest

from infra.local.seed_staff import seed_staff
from infra.local.story import Teller
from infra.local.story_shelf import reword
from infra.local.story_staff import join_and_stop
from tests.support.callers import MARKETER
from tests.support.demonstration import InProcess, people, shop
from tests.support.gateway import Gateway

SKU = "STORY-1"
MUG = {"id": SKU, "title": "Mug", "category": "story-1"}


@pytest.fixture
def teller(gateway: Gateway) -> Teller:
    """Of a shop with its staff, and a mug that is sold elsewhere."""
    gateway.call("POST /categories", {"id": "story-1", "name": "Stories"}, caller=MARKETER)
    assert gateway.call("POST /products", MUG, caller=MARKETER).status == 201
    seed_staff(shop(gateway, 100))
    told: list[str] = []
    nothing: Any = None
    return Teller(nothing, InProcess(gateway, 100), people(), told.append)


def test_a_colleague_of_one_store_stays_in_it_and_buyers_read_what_was_approved(
    teller: Teller,
) -> None:
    first, other = "故事壶 Story pot", "故事壶二代 Story pot II"
    reworded = reword(teller, SKU)
    assert reworded["shown"] == [first, first, other, first]
    assert reworded["differs"] == [{"path": "/title", "before": first, "after": other}]
    joined = join_and_stop(teller, SKU)
    assert joined["hers"]["title"] == first
    refusals = [joined[each]["code"] for each in ("other", "brought", "stopped")]
    assert refusals == ["not_found", "forbidden", "staff_suspended"]
