"""A product as the registers have it: its brand in one spelling, its attributes by their
definitions."""

from promenade.base.catalogue.model.attributes import conform, governing
from promenade.base.catalogue.model.brand import brand_id
from promenade.base.catalogue.model.change import Registers
from promenade.base.catalogue.model.product import Product
from promenade.kit.errors import Fault
from promenade.kit.values import replace


def referring(product: Product, registers: Registers) -> tuple[Product, tuple[Fault, ...]]:
    """With what of its attributes the definitions of its `path` do not allow."""
    found = conform(product.attributes, governing(product.path, registers.definitions))
    if found.faults:
        return product, found.faults
    kept = replace(product, attributes=found.attributes, counted=found.counted)
    return of_brand(kept, registers), ()


def of_brand(product: Product, registers: Registers) -> Product:
    if not product.brand:
        return replace(product, brand_id=None)
    id_ = brand_id(product.brand)
    known = registers.brands.get(id_)
    if known is None or known.is_removed:
        return replace(product, brand_id=id_)
    return replace(product, brand=known.name, brand_id=id_)
