"""A row of another shop system's export in the fields of ours."""

from typing import Any

from promenade.base.catalogue.wire.platforms.preset import Cells, Preset, Told
from promenade.kit.errors import Fault
from promenade.kit.values import Value, replace
from promenade.kit.written_amounts import Mark, read_amount

_TEXTS = ("title", "description", "brand")
_LISTS = ("tags", "images")
_DATED = "It holds for a time only: set it in a price book, and leave it out here."
_HIDDEN = "This variant is hidden there, its product is not: here a product’s SKUs are sold alike."
_NO_STATE = "“{said}” says neither that it is sold nor that it is not."

Values = dict[str, Any]
Faults = list[Fault]


class Terms(Value, frozen=True):
    """What a file does not say of its amounts."""

    currency: str
    decimal_mark: Mark | None


def fields_of(told: Told, preset: Preset, terms: Terms) -> tuple[Values, Faults]:
    """And what of them could not be read. What the row leaves empty is not there, and stays as it
    is; but a price without a sale price is the one to sell at."""
    said: Values = {"product": told.product, "sku": told.sku}
    said |= {name: preset.said(name, told.head) for name in _TEXTS}
    said |= {name: preset.listed(name, told.head) for name in _LISTS}
    said |= {"barcode": preset.said("barcode", told.cells)}
    said |= {"options": dict(told.options), "attributes": dict(told.attributes)}
    shelf, unclear = _shelf(told, preset)
    prices, unread = _prices(told.cells, preset, terms)
    stated = {name: value for name, value in (said | {"shelf": shelf}).items() if value}
    return stated | prices, [*told.faults, *unclear, *unread]


def _shelf(told: Told, preset: Preset) -> tuple[str | None, Faults]:
    state, faults = _state(told.head, preset)
    own, _ = _state(told.cells, preset)
    if (state, own) == ("ON", "OFF"):
        faults.append(Fault("/shelf", "hidden_variant", _HIDDEN))
    return state, faults


def _state(cells: Cells, preset: Preset) -> tuple[str | None, Faults]:
    """ON where all that says anything of it says so."""
    said = [(words, str(cells[name])) for name, words in preset.shelf.items() if name in cells]
    states = [words.get(each.lower()) for words, each in said]
    unknown = [each for state, (_, each) in zip(states, said, strict=True) if state is None]
    faults = [
        Fault("/shelf", "unknown_state", _NO_STATE, facts={"said": each[:40]}) for each in unknown
    ]
    return (None if not states else "OFF" if "OFF" in states else "ON"), faults


def _prices(cells: Cells, preset: Preset, terms: Terms) -> tuple[Values, Faults]:
    found: dict[str, int] = {}
    faults: Faults = []
    for name in ("list_price", "sale_price"):
        if said := preset.said(name, cells):
            amount = read_amount(said, terms.currency, terms.decimal_mark)
            if isinstance(amount, Fault):
                faults.append(replace(amount, pointer=f"/{name}_minor"))
            else:
                found[name] = amount
    if preset.said("sale_price", cells) and preset.said("sale_dates", cells):
        faults.append(Fault("/sale_price_minor", "dated_sale", _DATED))
    return ({} if faults else _priced(found, preset, terms)), faults


def _priced(found: dict[str, int], preset: Preset, terms: Terms) -> Values:
    if not found:
        return {}
    listed, sale = found.get("list_price"), found.get("sale_price")
    if preset.is_loose and sale is not None and (listed or 0) <= sale:
        listed, sale = sale, None
    prices = {} if listed is None else {"list_price_minor": listed}
    return {"currency": terms.currency, "sale_price_minor": sale} | prices
