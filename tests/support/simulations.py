"""Reads the plain JSON of a simulation request into the promotion model, field by field."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from promenade.capabilities.promotion import model

Json = Any

_EFFECTS: dict[str, type] = {
    "unit_off": model.UnitOff,
    "line_off": model.LineOff,
    "first_and_further_off": model.FirstAndFurtherOff,
    "order_off": model.OrderOff,
    "bundle_price": model.BundlePrice,
    "buy_get": model.BuyGet,
    "gift": model.Gift,
    "shipping_off": model.ShippingOff,
}
_OFFS: dict[str, type] = {
    "off_bp": model.Percent,
    "off_minor": model.Amount,
    "price_minor": model.Price,
}


def quote_simulation(request: Json) -> model.Quote:
    """The request is `{"cart": …, "promotions": […], "usage": {promotion id: …}}`."""
    promotions = [_build(model.Promotion, promotion) for promotion in request["promotions"]]
    usage = {name: _build(model.Usage, used) for name, used in request.get("usage", {}).items()}
    cart = _build(model.Cart, request["cart"])
    return model.quote(model.compile_book(promotions), cart, model.UsageBook(usage))


def _build(shape: Any, value: Json) -> Any:
    if shape is Any or value is None:
        return value
    if get_origin(shape) in (Union, types.UnionType):
        return _build(_chosen(shape, value), value)
    if get_origin(shape) in (tuple, frozenset):
        entry = get_args(shape)[0]
        return get_origin(shape)(_build(entry, each) for each in value)
    if is_dataclass(shape):
        return _build_record(shape, value)
    if shape is datetime:
        return datetime.fromisoformat(value)
    if issubclass(shape, Enum):
        return shape(value)
    assert type(value) is shape, f"{value!r} is no {shape}"
    return value


def _chosen(union: Any, value: Json) -> Any:
    options = [option for option in get_args(union) if option is not type(None)]
    if len(options) == 1:
        return options[0]
    if "type" in value:
        return _EFFECTS[value["type"]]
    return next(shape for key, shape in _OFFS.items() if key in value)


def _build_record(shape: Any, value: Mapping[str, Json]) -> Any:
    hints = get_type_hints(shape)
    unknown = set(value) - {field.name for field in fields(shape)} - {"type"}
    assert not unknown, f"{shape.__name__} has no {unknown}"
    return shape(
        **{name: _build(hints[name], each) for name, each in value.items() if name != "type"}
    )
