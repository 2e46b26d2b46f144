"""The shapes on the wire are those of the model, whatever is added to either."""

from typing import Any

import pytest
from msgspec.structs import fields

from promenade.base.promotion import model
from promenade.base.promotion.wire import carts, promotions, rules
from promenade.kit.values import Value


def is_value(shape: object) -> bool:
    return isinstance(shape, type) and issubclass(shape, Value)


SHAPES = [
    (getattr(rules, name), getattr(model, name))
    for name in vars(rules)
    if is_value(getattr(model, name, None)) and name != "Code"
]
SAME = [
    *SHAPES,
    (carts.SimulatedCode, model.Code),
    (carts.SimulatedPromotion, model.Promotion),
    (carts.SimulatedCart, model.Cart),
    (carts.SimulatedLine, model.Line),
    (carts.ActivityBody, model.ActivityPrice),
    (carts.BuyerBody, model.Buyer),
    (carts.LimitsBody, model.Limits),
    (carts.UsageBody, model.Usage),
]


def name_of(pair: Any) -> str:
    return str(getattr(pair, "__name__", pair))


@pytest.mark.parametrize(("wire", "meant"), SAME, ids=name_of)
def test_a_shape_has_the_fields_of_the_model(wire: Any, meant: Any) -> None:
    assert {f.encode_name for f in fields(wire)} == {f.name for f in fields(meant)}


@pytest.mark.parametrize(("wire", "meant"), SHAPES, ids=name_of)
def test_a_shape_has_the_defaults_of_the_model(wire: Any, meant: Any) -> None:
    optional = {f.name for f in fields(wire) if not f.required}
    given = {f.name for f in fields(meant) if f.name in optional}
    assert optional == given
    for field in fields(wire):
        tag = wire.__struct_config__.tag
        assert tag == meant.__struct_config__.tag
        assert field.name in {each.name for each in fields(meant)}


def test_every_effect_of_the_model_can_be_sent() -> None:
    assert [each.__name__ for each in rules.Effect.__args__] == [
        each.__name__ for each in model.Effect.__args__
    ]


def test_a_stored_promotion_has_no_limits_because_nobody_counts_them_yet() -> None:
    body = {field.encode_name for field in fields(promotions.PromotionBody)}
    given = {field.name for field in fields(model.Promotion)}
    assert given - body == {"id", "version", "limits", "paused"}
