"""The settings that functions find in tests. Importing this module puts them in place."""

import os
import re

import msgspec

from infra.local import template

STAFF_ISSUER = "https://staff.example/pool"
SHOP_ISSUER = "https://shop.example"

ISSUERS = [
    {
        "kind": "staff",
        "issuer": STAFF_ISSUER,
        "jwks_url": f"{STAFF_ISSUER}/.well-known/jwks.json",
        "audience": "staff-client",
    },
    {
        "kind": "client",
        "issuer": STAFF_ISSUER,
        "jwks_url": f"{STAFF_ISSUER}/.well-known/jwks.json",
        "audience": "storefront-client",
    },
    {
        "kind": "shopper",
        "issuer": SHOP_ISSUER,
        "jwks_url": f"{SHOP_ISSUER}/jwks.json",
        "audience": "promenade",
    },
]

QUEUES = ("audit", "order-ingest", "relay", "report-build", "report-fold")
"""Each has a dead-letter queue, `<name>-dead`."""

_QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/"

SETTINGS = {
    "AUDIT_TABLE": "promenade-audit",
    "CATALOGUE_TABLE": "promenade-catalogue",
    "ORDER_TABLE": "promenade-order",
    "PROMOTION_TABLE": "promenade-promotion",
    "REPORT_TABLE": "promenade-report",
    "STOCK_TABLE": "promenade-stock",
    "AUTH_ISSUERS": msgspec.json.encode(ISSUERS).decode(),
    "BUS_NAME": "promenade",
    "CURSOR_SECRET_ID": "promenade-cursors",
    "ENVIRONMENT": "test",
    "ORDER_KEY_ID": "alias/promenade-order",
    "REPORT_BUCKET": "promenade-reports",
} | {
    f"{name.upper().replace('-', '_')}_{kind}_URL": f"{_QUEUE_URL}{name}{suffix}"
    for name in QUEUES
    for kind, suffix in (("QUEUE", ""), ("DEAD_LETTERS", "-dead"))
}

_TABLE = re.compile(r"\$\{Tables\.Outputs\.(\w+)\}")
_SOURCES = template.functions()["relay"]["Environment"]["Variables"]["RELAY_SOURCES"]["Sub"]
SETTINGS["RELAY_SOURCES"] = _TABLE.sub(lambda name: SETTINGS[f"{name[1].upper()}_TABLE"], _SOURCES)

os.environ |= SETTINGS | {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "POWERTOOLS_TRACE_DISABLED": "true",
}
for leaked in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_SESSION_TOKEN"):
    os.environ.pop(leaked, None)
