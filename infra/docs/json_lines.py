"""Files of JSON lines by the route that takes them; the golden samples are of CSV."""

from collections.abc import Mapping

LINES: Mapping[str, str] = {
    "POST /consent-imports": (
        '{"customer": "ada", "channel": "email", "purpose": "marketing", "state": "given", '
        '"given_at": "2025-11-20T10:00:00+08:00", "locale": "zh-CN", '
        '"wording": "我同意接收优惠邮件。", "wording_version": "2025-10"}\n'
        '{"customer": "bob", "channel": "sms", "purpose": "marketing", "state": "withdrawn", '
        '"given_at": "2025-11-21T09:00:00+08:00", "locale": "zh-CN"}\n'
        '{"email": "carol@shop.example", "state": "withdrawn"}\n'
    ),
    "POST /experiments/{experiment_id}/outcomes": (
        '{"subject": "c-1001", "arm": "none", "visited": 1, "converted": 0}\n'
        '{"subject": "c-1003", "arm": "mail", "visited": 1, "converted": 1, "spend_minor": 2999}\n'
    ),
    "POST /product-imports": (
        '{"product": "PLATE-IVY", "sku": "PLATE-IVY-21", "title": "常春藤餐盘 Ivy plate", '
        '"category": "tableware", "tags": ["gift"], "options": {"Diameter": "21 cm"}, '
        '"currency": "CNY", "list_price_minor": 5900}\n'
        '{"product": "PLATE-IVY", "sku": "PLATE-IVY-27", "options": {"Diameter": "27 cm"}, '
        '"currency": "CNY", "list_price_minor": 7900}\n'
    ),
    "POST /profile-imports": (
        '{"customer": "ada", "name": "王芳", "city": "杭州", "country": "CN", "language": "zh-CN", '
        '"zone": "Asia/Shanghai", "email": "ada@example.com", "phone": "13812345678", '
        '"tags": ["vip"]}\n'
        '{"customer": "bob", "language": "en", "zone": "Europe/London", "weibo": "bob-of-london"}\n'
    ),
    "POST /stock-imports": (
        '{"sku": "MUG-RED", "kind": "adjust", "count": -2, "reason": "Broken in store"}\n'
        '{"sku": "MUG-BLUE", "kind": "receive", "count": 24, "reason": "Delivery 4712"}\n'
    ),
}
