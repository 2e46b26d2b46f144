"""What records of the audit trail are about, by the names that people see."""

import re
from collections.abc import Mapping

SUBJECTS: Mapping[str, str] = {
    "category": "catalogue:CATEGORIES/{}",
    "product": "catalogue:PRODUCT#{}/-",
    "promotion": "promotion:PROMOTION#{}/-",
    "price_book": "price:BOOK#{}/-",
    "price_change": "price:SKU#{}/CHANGE#{}",
    "report": "report:REPORT#{}/-",
    "sku": "stock:SKU#{}/LEVEL",
    "pool": "stock:POOLS/{}",
    "warehouse": "stock:WAREHOUSES/{}",
    "order": "order:ORDER#{}#{}/-",
}
"""Kind → the key under which its changes are told. A name of two parts has a slash in it:
`order:<source>/<number>`, `price_change:<sku>/<id>`."""


def subject_of(name: str) -> str:
    """`<kind>:<name>`, or an id that says its kind itself, as the key; a key stays what it is."""
    kind, colon, rest = name.partition(":")
    if not colon:
        kind, rest = name.rpartition("_")[0], name
    shape = SUBJECTS.get(kind, "")
    parts = rest.split("/", max(0, shape.count("{}") - 1))
    is_key = name.startswith(shape.partition("{")[0])
    return name if is_key or len(parts) < shape.count("{}") else shape.format(*parts)


_SHAPES = {
    kind: re.compile(re.escape(shape).replace(re.escape("{}"), "(.+?)"))
    for kind, shape in SUBJECTS.items()
}


def name_of(key: str) -> str:
    """The name by which people know it and look for it; a key without one is its own."""
    for kind, shape in _SHAPES.items():
        if found := shape.fullmatch(key):
            return f"{kind}:{'/'.join(found.groups())}"
    return key
