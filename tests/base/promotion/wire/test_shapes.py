"""Where the wire has a shape of its own, it has the fields of the model, whatever is added."""

from typing import Any

import pytest
from msgspec.structs import fields

from promenade.base.promotion import model
from promenade.base.promotion.wire import promotions, simulations, windows
from promenade.contracts.carts import BuyerBody

SAME = [
    (simulations.SimulatedPromotion, model.Promotion),
    (simulations.SimulatedCart, model.Cart),
    (simulations.SimulatedLine, model.Line),
    (BuyerBody, model.Buyer),
    (windows.WindowBody, model.Window),
    (windows.PlainCodeBody, model.PlainCode),
    (windows.CouponCodeBody, model.CouponCode),
]


def name_of(pair: Any) -> str:
    return str(getattr(pair, "__name__", pair))


@pytest.mark.parametrize(("wire", "meant"), SAME, ids=name_of)
def test_a_shape_has_the_fields_of_the_model(wire: Any, meant: Any) -> None:
    assert {f.encode_name for f in fields(wire)} == {f.name for f in fields(meant)}


def test_staff_say_all_of_a_promotion_but_what_its_life_makes_of_it() -> None:
    body = {field.encode_name for field in fields(promotions.PromotionBody)}
    given = {field.name for field in fields(model.Promotion)}
    assert given - body == {"id", "version", "paused"}
    assert windows.PlainCodeBody in promotions.PromotionBody.__annotations__["code"].__args__
