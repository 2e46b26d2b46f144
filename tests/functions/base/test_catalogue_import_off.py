"""Files that take goods off the shelf, over HTTP."""

import pytest

from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.contracts.dependents import Dependent, Turn
from tests.support.callers import MARKETER
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.selling import PRODUCT, open_shop, promote

WHY = "The potter has stopped firing them."


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def take_off_by_file(shop: Gateway, **said: str) -> list[tuple[str, list[str]]]:
    rows = b"product,sku,shelf\nMUG,MUG-S,OFF\nMUG,MUG-L,\nJAR,JAR-1,OFF\n"
    headers = {"content-type": "text/csv"}
    report = shop.call(
        "POST /product-imports", rows, caller=MARKETER, headers=headers, query=said
    ).json
    return [
        (each["result"], [f"{one['code']} {one['detail']}" for one in each["errors"]])
        for each in report["rows"]
    ]


def test_a_file_takes_off_what_is_hit_only_for_a_reason(shop: Gateway) -> None:
    promote(shop, name="Mugs less", scope={"include": [{"products": ["MUG"]}]})
    jar = PRODUCT | {"id": "JAR", "skus": [PRODUCT["skus"][0] | {"code": "JAR-1", "barcode": None}]}
    bring(shop, jar)
    told = (
        "reason_needed 1 thing that is live or scheduled depends on it. "
        "Look at GET /products/MUG/impact?change=off, and give a reason."
    )
    kept_on = [("rejected", [told]), ("unchanged", []), ("updated", [])]
    assert take_off_by_file(shop, dry_run="true") == kept_on
    assert take_off_by_file(shop) == kept_on
    shelves = [shop.call(f"GET /products/{each}").json["shelf"] for each in ("MUG", "JAR")]
    assert shelves == ["ON", "OFF"]
    assert take_off_by_file(shop, reason=WHY)[0] == ("updated", [])
    last = shop.call("GET /products/MUG/revisions", caller=MARKETER).json["items"][0]
    assert (last["product"]["shelf"], last["reason"]) == ("OFF", WHY)


def test_a_file_asks_once_for_all_that_it_takes_off(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f"POT-{n}" for n in range(4)]
    sku = PRODUCT["skus"][0] | {"barcode": None}
    pots = [PRODUCT | {"id": each, "skus": [sku | {"code": f"{each}-S"}]} for each in ids]
    bring(shop, *pots)
    asked: list[Turn] = []

    def noted(_room: object, turn: Turn, _at: object) -> list[Dependent]:
        asked.append(turn)
        return []

    monkeypatch.setattr(DynamoPromotionDependents, "of", noted)
    bring(shop, *(each | {"shelf": "OFF"} for each in pots))
    assert [turn.leaving for turn in asked] == [tuple(f"{each}-S" for each in ids)]
    bring(shop, *(each | {"title": "Pot"} for each in pots))
    assert len(asked) == 1


def test_a_file_takes_a_tag_or_a_brand_that_something_names_only_for_a_reason(
    shop: Gateway,
) -> None:
    promote(shop, name="Gifts less", scope={"include": [{"tags": ["gift"]}]})
    promote(shop, name="Ru less", scope={"include": [{"brands": ["Ru"]}]})
    bring(shop, PRODUCT | {"tags": ["gift", "new"], "brand": "Ru"})
    before = shop.call("GET /products/MUG").json
    for line, wish in ((b"tags,new", "change=tag&tag=gift"), (b"brand,Kiln", "change=brand")):
        name, value = line.split(b",")
        rows = b"product,sku," + name + b"\nMUG,MUG-S," + value + b"\n"
        headers = {"content-type": "text/csv"}
        report = shop.call("POST /product-imports", rows, caller=MARKETER, headers=headers).json
        (row,) = report["rows"]
        depends = "1 thing that is live or scheduled depends on it."
        detail = f"{depends} Look at GET /products/MUG/impact?{wish}, and give a reason."
        assert [each["detail"] for each in row["errors"]] == [detail]
        assert shop.call("GET /products/MUG").json == before
        why = {"reason": WHY}
        told = shop.call(
            "POST /product-imports", rows, caller=MARKETER, headers=headers, query=why
        ).json
        assert told["updated_count"] == 1
        before = shop.call("GET /products/MUG").json
    assert (before["tags"], before["brand"]) == (["new"], "Kiln")
