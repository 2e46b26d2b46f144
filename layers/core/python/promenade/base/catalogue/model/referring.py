"""A product as the registers have it: its brand in one spelling, its attributes by their
definitions."""

from collections.abc import Iterator, Mapping

from promenade.base.catalogue.model.attributes import (
    Definition,
    Governing,
    conform,
    governing,
    is_alike,
    pointer_of,
    value_of,
)
from promenade.base.catalogue.model.brand import brand_id
from promenade.base.catalogue.model.change import Registers
from promenade.base.catalogue.model.product import Product
from promenade.kit.codes import label
from promenade.kit.errors import Fault
from promenade.kit.values import replace

Rules = Mapping[str, Governing]

_OTHER_UNIT = (
    "“{attribute}” is in {unit} in the category that it is in, and in {other_unit} in “{category}”:"
    " send its value in {other_unit}."
)
_OTHER_UNIT_LATER = (
    "“{attribute}” is in {unit} in the category that it is in, and in {other_unit} in “{category}”:"
    " take it off, have the product moved, and then send it in {other_unit}."
)
_NO_UNIT = "–"


def referring(
    product: Product, registers: Registers, before: Product | None
) -> tuple[Product, tuple[Fault, ...]]:
    """With what of its attributes the definitions of its `path` do not allow."""
    rules = governing(product.path, registers.definitions)
    found = conform(product.attributes, {**rules, **_staying(product, before, registers, rules)})
    faults = found.faults or tuple(unit_faults(product, registers, before))
    if faults:
        return product, faults
    kept = replace(product, attributes=found.attributes, counted=found.counted)
    return of_brand(kept, registers), ()


def unit_faults(product: Product, registers: Registers, before: Product | None) -> Iterator[Fault]:
    """Of values that were in another unit where the product was, and are sent as they were. What
    was approved keeps what it has until the move is approved too: no value is right both ways."""
    if before is None or before.is_removed or before.path == product.path:
        return
    old, new = _known_by(before, registers), governing(product.path, registers.definitions)
    had = _by_name(before.attributes)
    detail = _OTHER_UNIT_LATER if before.is_approved else _OTHER_UNIT
    for name, text in product.attributes.items():
        was, shall = old.get(label(name)), new.get(label(name))
        if not (was and shall and _turns(was.definition, shall.definition)):
            continue
        if before.is_approved or had.get(label(name)) == value_of(text, shall.definition):
            facts = {
                "attribute": shall.definition.name,
                "unit": was.definition.unit or _NO_UNIT,
                "other_unit": shall.definition.unit or _NO_UNIT,
                "category": product.path[-1],
            }
            yield Fault(pointer_of(name), "other_unit", detail, facts=facts)


def of_brand(product: Product, registers: Registers) -> Product:
    if not product.brand:
        return replace(product, brand_id=None)
    id_ = brand_id(product.brand)
    known = registers.brands.get(id_)
    if known is None or known.is_removed:
        return replace(product, brand_id=id_)
    return replace(product, brand=known.name, brand_id=id_)


def _staying(product: Product, before: Product | None, registers: Registers, rules: Rules) -> Rules:
    """By what the values still go that nobody touches, where a nearer definition is of another type
    or unit, or knows their choice no longer."""
    if before is None or before.is_removed or before.path != product.path:
        return {}
    old, had = _known_by(before, registers), _by_name(before.attributes)
    return {
        name: old[name]
        for name, text in _by_name(product.attributes).items()
        if name in old
        and had.get(name) == value_of(text, old[name].definition)
        and _parts(text, rules.get(name), old[name])
    }


def _known_by(product: Product, registers: Registers) -> Rules:
    """By what its values were checked: where they are counted, or what governs them."""
    found = governing(product.path, registers.definitions)
    for name, category in product.counted.items():
        own = governing([category], registers.definitions)
        found |= {name: own[name]} if name in own else {}
    return found


def _parts(text: str, now: Governing | None, then: Governing) -> bool:
    if now is None or now.category == then.category:
        return False
    return not is_alike(now.definition, then.definition) or value_of(text, now.definition) is None


def _turns(was: Definition, shall: Definition) -> bool:
    return was.type == shall.type == "number" and was.unit != shall.unit


def _by_name(attributes: Mapping[str, str]) -> dict[str, str]:
    return {label(name): text for name, text in attributes.items()}
