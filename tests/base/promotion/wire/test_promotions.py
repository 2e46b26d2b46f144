from datetime import timedelta
from typing import Any

import msgspec
import pytest

from promenade.base.promotion.model import Audience, Measure, Stage, Window
from promenade.base.promotion.model.effects import (
    Amount,
    Gift,
    OrderOff,
    Percent,
    UnitOff,
)
from promenade.base.promotion.wire.promotions import (
    PromotionBody,
    read_promotion,
    show_promotion,
)
from promenade.kit.clock import from_wire
from promenade.kit.decoding import decode
from promenade.kit.errors import Fault, Invalid
from tests.support.managed_promotions import day, managed, published, ten_off
from tests.support.stamps import NOON

BODY: dict[str, Any] = {
    "name": "满200减30",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 3_000}}],
}


def read(**other: Any) -> Any:
    body = decode(msgspec.json.encode(BODY | other), PromotionBody)
    return read_promotion("promotion_1", body, "UTC")


def faults(**other: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        read(**other)
    return [(fault.pointer, fault.code) for fault in caught.value.faults]


def test_a_body_is_read_as_the_model_means_it() -> None:
    promotion = read(
        ladder={"of": "amount", "steps": [{"threshold": 20_000, "effects": BODY["effects"]}]},
        window={"start": "2026-03-02T08:00:00+08:00", "end": "2026-03-05T00:00:00Z"},
    )
    assert (promotion.id, promotion.version, promotion.name) == ("promotion_1", 1, "满200减30")
    assert promotion.stage is Stage.ORDER
    assert promotion.effects == (OrderOff(Amount(3_000)),)
    assert promotion.ladder.of is Measure.AMOUNT
    assert promotion.window == Window(day(2), day(5))


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        ("UTC", "2026-11-28T00:00:00Z", "2026-12-01T00:00:00Z"),
        ("Asia/Shanghai", "2026-11-27T16:00:00Z", "2026-11-30T16:00:00Z"),
        ("America/New_York", "2026-11-28T05:00:00Z", "2026-12-01T05:00:00Z"),
    ],
)
def test_a_date_means_its_whole_day_in_the_zone(zone: str, start: str, end: str) -> None:
    span = {"start": "2026-11-28", "end": "2026-11-30"}
    promotion = read(window=span | {"zone": zone}, code=span | {"text": "TEN"})
    meant = (from_wire(start), from_wire(end))
    assert (promotion.window.start, promotion.window.end) == meant
    assert (promotion.code.start, promotion.code.end) == meant


@pytest.mark.parametrize(
    ("zone", "day_of_change", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("Africa/Cairo", "2026-04-24", 23),
        ("America/Havana", "2026-11-01", 25),
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it(zone: str, day_of_change: str, hours: int) -> None:
    window = read(window={"start": day_of_change, "end": day_of_change, "zone": zone}).window
    assert window.end - window.start == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text", ["", "2026-11-31", "2026-11", "30.11.2026", "2026-11-30T18:00:00", "soon"]
)
def test_what_is_neither_date_nor_time_is_told_with_examples(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        read(window={"end": text}, code={"text": "TEN", "end": text})
    assert [(f.pointer, f.code) for f in caught.value.faults] == [
        ("/window/end", "not_a_moment"),
        ("/code/end", "not_a_moment"),
    ]
    assert caught.value.faults[0].said("en") == (
        "Write a date (2026-11-30) or a time with its offset (2026-11-30T18:00:00+08:00)."
    )


def test_kinds_tell_shapes_apart() -> None:
    half = {"kind": "unit_off", "off": {"kind": "percent", "off_bp": 5_000}}
    promotion = read(effects=[half, {"kind": "gift", "sku": "MUG"}])
    assert promotion.effects == (UnitOff(Percent(5_000)), Gift("MUG"))


def test_codes_and_labels_are_spelt_as_the_catalogue_spells_them() -> None:
    scope = {"include": [{"skus": ["mug-1 "], "products": ["ｍｕｇ"], "tags": ["New  In"]}]}
    part = {"count": 1, "scope": {"include": [{"skus": ["tea"]}]}}
    promotion = read(scope=scope, effects=[{"kind": "gift", "sku": "mug-1", "per": part}])
    (selector,) = promotion.scope.include
    assert (selector.skus, selector.products, selector.tags) == (("MUG-1",), ("MUG",), ("new in",))
    assert promotion.effects[0].sku == "MUG-1"
    assert promotion.effects[0].per.scope.include[0].skus == ("TEA",)
    assert promotion.name == "满200减30"


def test_a_list_of_names_is_kept_sorted_with_each_name_once() -> None:
    scope = {"include": [{"skus": ["tea", "mug-1 ", "MUG-1"]}]}
    audience = {"channels": ["web", "app", "web"], "nth_orders": [3, 1, 3]}
    promotion = read(scope=scope, audience=audience)
    assert promotion.scope.include[0].skus == ("MUG-1", "TEA")
    assert promotion.audience == Audience(channels=("app", "web"), nth_orders=(1, 3))


def test_a_name_that_its_one_form_makes_too_long_is_refused() -> None:
    tag = "ﷺ" * 8
    with pytest.raises(Invalid) as refused:
        read(scope={"include": [{"tags": [tag]}]})
    assert [each.pointer for each in refused.value.faults] == ["/scope/include/0/tags/0"]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"effects": [{"kind": "magic"}]}, "/effects/0/kind"),
        ({"effects": [{"kind": "order_off"}]}, "/effects/0/off"),
        ({"window": {"start": "2026-03-02T08:00:00"}}, "/window/start"),
        ({"priority": 1.5}, "/priority"),
        ({"stage": "later"}, "/stage"),
        ({"exclusion_group": " led by a space"}, "/exclusion_group"),
        ({"limits": {"total": -5}}, "/limits/total"),
        ({"id": "mine"}, "/id"),
        (
            {"effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": -1}}]},
            "/effects/0/off/off_minor",
        ),
        (
            {"effects": [{"kind": "order_off", "off": {"kind": "percent", "off_bp": 10_001}}]},
            "/effects/0/off/off_bp",
        ),
    ],
)
def test_what_is_not_of_the_form_is_pointed_at(wrong: dict[str, Any], pointer: str) -> None:
    assert [found for found, _ in faults(**wrong)] == [pointer]


def test_what_makes_no_sense_is_told_all_at_once() -> None:
    window = {"start": "2026-03-05T00:00:00Z", "end": "2026-03-05T00:00:00Z", "zone": "Nowhere"}
    assert faults(window=window, effects=[], stage="store_coupon") == [
        ("/window/end", "not_after_start"),
        ("/window/zone", "unknown_zone"),
        ("/code", "missing"),
        ("/effects", "empty"),
    ]


def test_what_is_shown_can_be_sent_back() -> None:
    promotion = read(window={"end": "2026-03-05T00:00:00Z"}, exclusion_group="spring", priority=3)
    shown = msgspec.to_builtins(show_promotion(published(promotion), NOON))
    fields = [field.encode_name for field in msgspec.structs.fields(PromotionBody)]
    again = decode(msgspec.json.encode({name: shown[name] for name in fields}), PromotionBody)
    assert read_promotion("promotion_1", again, "UTC") == promotion


def test_the_status_is_shown_for_the_instant_asked() -> None:
    in_march = published(ten_off(window=Window(day(2), day(5))))
    assert show_promotion(in_march, day(1)).status == "scheduled"
    assert show_promotion(in_march, day(4)).status == "active"
    assert show_promotion(managed(), NOON).status == "draft"


def test_a_fault_is_a_value() -> None:
    with pytest.raises(Invalid) as caught:
        read(effects=[])
    assert caught.value.faults == (Fault("/effects", "empty", "A promotion gives something."),)
