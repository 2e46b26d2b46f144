"""A category stays while a rule of a tag or a grant of staff names it, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import OWNER
from tests.support.cloud import dump
from tests.support.confined import FIRST, hire
from tests.support.gateway import Answer, Gateway

CHINESE = {"accept-language": "zh"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    for id_ in ("mugs", "cups"):
        gateway.call("POST /categories", {"id": id_, "name": id_.title()})
    return gateway


def remove(shop: Gateway, category: str, by: Any = FIRST, **how: Any) -> Answer:
    return shop.call(f"DELETE /categories/{category}", caller=by, version=1, **how)


def impact(shop: Gateway, by: Any = FIRST) -> dict[str, Any]:
    found: dict[str, Any] = shop.call("GET /categories/cups/impact", caller=by).json
    return found


def named(shop: Gateway, by: Any = FIRST) -> list[tuple[Any, ...]]:
    fields = ("kind", "name", "state", "how", "path")
    items = impact(shop, by)["dependents"]["items"]
    return [tuple(each[name] for name in fields) for each in items]


def rule(shop: Gateway, *categories: str, version: int = 0, by: Any = FIRST) -> Answer:
    body = {"name": "Small", "rule": {"categories": categories}}
    if version:
        return shop.call("PUT /tags/small", body, caller=by, version=version)
    return shop.call("POST /tags", body, caller=by)


def staff_of(shop: Gateway, email: str) -> dict[str, Any]:
    found = shop.call("GET /staff", caller=FIRST).json["items"]
    told: dict[str, Any] = next(each for each in found if each["email"] == email)
    return told


def test_a_category_that_a_rule_of_a_tag_names_stays_whatever_is_said(shop: Gateway) -> None:
    assert rule(shop, "cups", by=OWNER).status == 201
    before = dump()
    refused = remove(shop, "cups", OWNER, query={"reason": "We sell none."})
    assert (refused.status, refused.json["code"], refused.json["detail"]) == (
        409,
        "still_named",
        "1 tag rule and 0 staff grants name it, first /tags/small: change or end these first.",
    )
    assert dump() == before
    assert named(shop, OWNER) == [("tag_rule", "small", "active", "names", "/tags/small")]
    assert impact(shop, OWNER)["is_bound"] is True
    assert rule(shop, "mugs", version=1, by=OWNER).status == 200
    assert remove(shop, "cups", OWNER).status == 204


def test_a_category_that_a_grant_names_stays_until_that_is_ended(shop: Gateway) -> None:
    hire(shop, "carl", "analyst", categories=["cups", "mugs"])
    hire(shop, "dora", "marketer", categories=["cups"])
    rule(shop, "cups")
    carl, dora = (staff_of(shop, f"{each}@shop.example") for each in ("carl", "dora"))
    before = dump()
    refused = remove(shop, "cups", query={"reason": "We sell none."}, headers=CHINESE)
    told = [refused.json[each] for each in ("code", "rule_count", "grant_count", "path", "detail")]
    assert told == [
        "still_named",
        1,
        2,
        "/tags/small",
        "有 1 条标签规则、2 个员工授权指定了此类目，首先是 /tags/small：请先修改或终止。",
    ]
    assert dump() == before
    assert sorted(named(shop)) == sorted(
        [
            ("staff_grant", "analyst", "active", "names", f"/staff/{carl['id']}"),
            ("staff_grant", "marketer", "active", "names", f"/staff/{dora['id']}"),
            ("tag_rule", "small", "active", "names", "/tags/small"),
        ]
    )
    rule(shop, "mugs", version=1)
    grant = shop.call(f"GET /staff/{carl['id']}", caller=FIRST).json["grants"][0]["id"]
    assert shop.call(f"DELETE /staff/{carl['id']}/grants/{grant}", caller=FIRST).status == 204
    assert remove(shop, "cups").json["detail"] == (
        f"0 tag rules and 1 staff grant name it, first /staff/{dora['id']}:"
        " change or end these first."
    )
    assert shop.call(f"DELETE /staff/{dora['id']}", caller=FIRST).status == 204
    assert named(shop) == []
    assert remove(shop, "cups").status == 204


def test_no_grant_is_for_a_category_that_is_not_there(shop: Gateway) -> None:
    hire(shop, "carl", "analyst", categories=["cups"])
    id_ = staff_of(shop, "carl@shop.example")["id"]
    body = {"role": "analyst", "categories": ["mugs", "bowls"]}
    before = dump()
    refused = shop.call(f"POST /staff/{id_}/grants", body, caller=FIRST)
    assert (refused.status, refused.json["errors"]) == (
        400,
        [
            {
                "source": "body",
                "pointer": "/categories/1",
                "code": "unknown_category",
                "detail": "There is no category “bowls”.",
            }
        ],
    )
    assert dump() == before


def test_a_brand_or_a_tag_that_a_rule_names_stays_on_the_register(shop: Gateway) -> None:
    shop.call("POST /brands", {"name": "Ru"})
    shop.call("POST /tags", {"name": "Gift"})
    body = {"name": "Small", "rule": {"brands": ["RU"], "tags": ["gift"]}}
    assert shop.call("POST /tags", body).status == 201
    before = dump()
    for path in ("/brands/ru", "/tags/gift"):
        refused = shop.call(f"DELETE {path}", version=1)
        told = [refused.json[each] for each in ("code", "count", "path")]
        assert told == ["in_use", 1, "/tags/small"]
    assert dump() == before
    assert shop.call("DELETE /tags/small", version=1).status == 204
    assert shop.call("DELETE /tags/gift", version=1).status == 204


def test_what_the_caller_may_not_read_is_counted_and_said_to_be_hidden(shop: Gateway) -> None:
    hire(shop, "carl", "analyst", categories=["cups"])
    marketer = hire(shop, "dora", "marketer")
    told = impact(shop, marketer)
    assert told["dependents"] == {"items": [], "more_count": 1, "hidden_count": 1}
    assert (told["needs_reason"], told["is_bound"]) == (True, True)
