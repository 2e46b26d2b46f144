"""Files of JSON lines by the route that takes them; the golden samples are of CSV."""

from collections.abc import Mapping

LINES: Mapping[str, str] = {
    "POST /product-imports": (
        '{"product": "PLATE-IVY", "sku": "PLATE-IVY-21", "title": "常春藤餐盘 Ivy plate", '
        '"category": "tableware", "tags": ["gift"], "options": {"Diameter": "21 cm"}, '
        '"currency": "CNY", "list_price_minor": 5900}\n'
        '{"product": "PLATE-IVY", "sku": "PLATE-IVY-27", "options": {"Diameter": "27 cm"}, '
        '"currency": "CNY", "list_price_minor": 7900}\n'
    ),
    "POST /stock-imports": (
        '{"sku": "MUG-RED", "kind": "adjust", "count": -2, "reason": "Broken in store"}\n'
        '{"sku": "MUG-BLUE", "kind": "receive", "count": 24, "reason": "Delivery 4712"}\n'
    ),
}
