"""The settings that functions find in tests. Importing this module puts them in place."""

import os
from collections import ChainMap

import msgspec

from infra.local import template
from tests.support import resources

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

QUEUES = [name for name, _ in resources.named("AWS::SQS::Queue", "QueueName")]
"""Dead-letter queues too: theirs end in `-dead`."""

_EXPLICIT = {
    "API_BASE_URL": "https://api.shop.example",
    "AUTH_ISSUERS": msgspec.json.encode(ISSUERS).decode(),
    "CALLS_PER_SECOND": "1000000",  # a test, or a benchmark, calls as fast as it can
    "CHANNEL_SECRETS_PREFIX": "promenade/channels/",
    "CONSOLE_CLIENT": "staff-client",
    "CONSOLE_POOL": "https://cognito-idp.example",
    "CONSOLE_SIGN_IN": "https://sign-in.example",
    "CONSOLE_URL": "https://api.shop.example/console",
    "ENVIRONMENT": "test",
    "MEDIA_BASE_URL": "https://api.shop.example",
    "PAYMENT_GATEWAY_URL": "https://payments.example",
    "PRICE_CHANGE_LIMIT_BP": "3000",
    "SHOP": '{"source": "shop", "store": "flagship", "zone": "Asia/Shanghai", "hold_minutes": 15, '
    '"confirm_days": 10, "complete_days": 7}',
    "STOREFRONT_ORIGINS": "https://shop.example,https://m.shop.example,",
}


def _settings() -> dict[str, str]:
    """Those of every function in template.yaml. Raises LookupError for what it cannot derive."""
    every = [template.read()["Globals"]["Function"], *template.functions().values()]
    declared = ChainMap(*(each.get("Environment", {}).get("Variables", {}) for each in every))
    found = {name: _EXPLICIT.get(name) or resources.said(node) for name, node in declared.items()}
    unknown = [name for name, value in found.items() if value is None]
    if unknown:
        raise LookupError(f"Say in tests/support/settings.py what {unknown} are in tests.")
    return {name: value for name, value in found.items() if value is not None}


SETTINGS = _settings()

os.environ |= SETTINGS | {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "POWERTOOLS_TRACE_DISABLED": "true",
}
for leaked in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_SESSION_TOKEN"):
    os.environ.pop(leaked, None)
