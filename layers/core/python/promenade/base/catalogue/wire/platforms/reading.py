"""A row of another shop system's export in the fields of ours."""

import re
from collections.abc import Mapping
from typing import Any

from promenade.base.catalogue.model.product import MAX_PRICE_MINOR, MAX_TAG_LENGTH, MAX_TAGS
from promenade.base.catalogue.wire.fields import MAX_ADDRESS_LENGTH, MAX_IMAGES
from promenade.base.catalogue.wire.platforms.preset import PRICES, Cells, Preset, Told
from promenade.kit.codes import label, repeated
from promenade.kit.errors import Fault
from promenade.kit.values import Value, replace
from promenade.kit.web_addresses import WEB_ADDRESS
from promenade.kit.written_amounts import Mark, Written

_TEXTS = ("title", "brand")
_MOST_PATHS = 50
_DATED = "It holds for a time only: set it in a price book, and leave it out here."
_HIDDEN = "This variant is hidden there, its product is not: here a product’s SKUs are sold alike."
_NO_STATE = "“{said}” says neither that it is sold nor that it is not."
_NO_SKU = "It has no SKU in {system}: give it one there, by which stock and orders will know it."
_NO_PRICE = (
    "“{amount}” in the column “{column}” is no price here: send {least} to {most}, such as "
    "{example}."
)
_NO_PRICE_YET = "The column “{column}” is empty: a new SKU needs a price there, such as {example}."
_MANY_PATHS = "It is in {count} categories; of a product {most} are looked at."
_NO_PICTURES = "{count} pictures were left out: a product has {most}, by addresses of https://."
_NO_TAGS = "{count} tags were left out: a product has {most}, each of {length} characters."

_address = re.compile(WEB_ADDRESS)

Values = dict[str, Any]
Faults = list[Fault]


class Terms(Value, frozen=True):
    """What a file does not say of its amounts; `spelt` are its columns as it spells them."""

    currency: str
    decimal_mark: Mark | None
    spelt: Mapping[str, str] = {}


class Read(Value, frozen=True):
    """What a row, or a product, says; `faults` of what could not be read, `notes` of what was left
    out, `unpriced` of a price that a new SKU would need."""

    values: Values
    faults: Faults
    notes: Faults = []  # noqa: RUF012  each value gets its own
    paths: tuple[tuple[str, ...], ...] = ()
    unpriced: Fault | None = None


class Reader:
    """Of a file's rows in turn; what they say of their product is read once."""

    def __init__(self, preset: Preset, terms: Terms) -> None:
        self._preset = preset
        self._terms = terms
        self._products: dict[int, tuple[Cells, Read]] = {}

    def read(self, told: Told) -> Read:
        """What the row leaves empty is not there, and stays as it is; but a price without a sale
        price is the one to sell at. What is noted of a product is noted with its first row."""
        product, is_first = self._product(told.head)
        own: Values = {"product": told.product, "sku": told.sku}
        own |= {"barcode": self._preset.said("barcode", told.cells)}
        own |= {"options": dict(told.options), "attributes": dict(told.attributes)}
        prices, unread = _prices(told.cells, self._preset, self._terms)
        own |= product.values | prices
        stated = {name: value for name, value in own.items() if value or name in prices}
        faults = [*told.faults, *product.faults, *self._own_faults(told, product), *unread]
        notes, unpriced = product.notes * is_first, _unpriced(self._preset, self._terms)
        return replace(product, values=stated, faults=faults, notes=notes, unpriced=unpriced)

    def _product(self, head: Cells) -> tuple[Read, bool]:
        known = self._products.get(id(head))
        if known:
            return known[1], False
        found = _product(head, self._preset)
        self._products[id(head)] = (head, found)
        return found, True

    def _own_faults(self, told: Told, product: Read) -> Faults:
        own, unclear = _state(told.cells, self._preset)
        faults = [each for each in unclear if each not in product.faults]
        if not told.sku:
            facts = {"system": self._preset.system}
            faults.append(Fault("/sku", "missing", _NO_SKU, facts=facts))
        if (product.values["shelf"], own) == ("ON", "OFF"):
            faults.append(Fault("/shelf", "hidden_variant", _HIDDEN))
        faults += repeated((name for name, _ in told.options), "/options")
        return [*faults, *repeated((name for name, _ in told.attributes), "/attributes")]


def _product(head: Cells, preset: Preset) -> Read:
    values: Values = {name: preset.said(name, head) for name in _TEXTS}
    values["description"] = preset.described(preset.said("description", head))
    values["shelf"], faults = _state(head, preset)
    values["tags"], notes = _tags(preset.listed("tags", head))
    values["images"], left_out = _images(preset.listed("images", head))
    paths = preset.paths(head)
    if len(paths) > _MOST_PATHS:
        facts = {"count": len(paths), "most": _MOST_PATHS}
        faults.append(Fault("/category", "too_many", _MANY_PATHS, facts=facts))
    return Read(values, faults, [*notes, *left_out], tuple(paths[:_MOST_PATHS]))


def _tags(said: list[str]) -> tuple[list[str], Faults]:
    there: dict[str, str] = {}
    for each in said:
        there.setdefault(label(each), each)
    short = [each for name, each in there.items() if max(len(name), len(each)) <= MAX_TAG_LENGTH]
    kept = short[:MAX_TAGS]
    facts = {"count": len(there) - len(kept), "most": MAX_TAGS, "length": MAX_TAG_LENGTH}
    return kept, [Fault("/tags", "left_out", _NO_TAGS, facts=facts)] if facts["count"] else []


def _images(said: list[str]) -> tuple[list[str], Faults]:
    good = [each for each in said if len(each) <= MAX_ADDRESS_LENGTH and _address.search(each)]
    kept = good[:MAX_IMAGES]
    facts = {"count": len(said) - len(kept), "most": MAX_IMAGES}
    return kept, [Fault("/images", "left_out", _NO_PICTURES, facts=facts)] if facts["count"] else []


def _state(cells: Cells, preset: Preset) -> tuple[str | None, Faults]:
    """ON where all that says anything of it says so."""
    said = [(words, str(cells[name])) for name, words in preset.shelf.items() if name in cells]
    states = {words.get(each.lower()) for words, each in said} - {None}
    faults = [
        Fault("/shelf", "unknown_state", _NO_STATE, facts={"said": each[:40]})
        for words, each in said
        if each.lower() not in words
    ]
    return ("OFF" if "OFF" in states else "ON" if states else None), faults


def _prices(cells: Cells, preset: Preset, terms: Terms) -> tuple[Values, Faults]:
    found: dict[str, int] = {}
    faults: Faults = []
    for name in PRICES:
        if said := preset.said(name, cells):
            amount = _price(said, preset.column(name, terms.spelt), terms)
            if isinstance(amount, Fault):
                faults.append(replace(amount, pointer=f"/{name}_minor"))
            else:
                found[name] = amount
    if preset.said("sale_price", cells) and preset.said("sale_dates", cells):
        faults.append(Fault("/sale_price_minor", "dated_sale", _DATED))
    return ({} if faults else _priced(found, preset, terms)), faults


def _price(said: str, column: str, terms: Terms) -> int | Fault:
    """In minor units, or why it is no price, in the words of the file."""
    written = Written(terms.currency, terms.decimal_mark, column)
    amount = written.read(said.removeprefix("-").removeprefix("−"))
    if isinstance(amount, Fault):
        return written.read(said)
    if said[0] in "-−" or not 0 < amount <= MAX_PRICE_MINOR:
        least, most = written.write(1), written.write(MAX_PRICE_MINOR)
        facts = {**written.facts, "amount": said[:40], "least": least, "most": most}
        return Fault("", "wrong_value", _NO_PRICE, facts=facts)
    return amount


def _unpriced(preset: Preset, terms: Terms) -> Fault:
    name = preset.asked_price
    written = Written(terms.currency, terms.decimal_mark, preset.column(name, terms.spelt))
    return Fault(f"/{name}_minor", "missing", _NO_PRICE_YET, facts=written.facts)


def _priced(found: dict[str, int], preset: Preset, terms: Terms) -> Values:
    if not found:
        return {}
    listed, sale = found.get("list_price"), found.get("sale_price")
    if preset.is_loose and sale is not None and (listed or 0) <= sale:
        listed, sale = sale, None
    prices = {} if listed is None else {"list_price_minor": listed}
    return {"currency": terms.currency, "sale_price_minor": sale} | prices
