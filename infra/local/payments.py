"""What a payment gateway would tell the shop on the local cloud."""

import json
from datetime import UTC, datetime
from typing import Any

from infra.local.stack import Stack
from promenade.kit.signatures import Signatures


def signed(body: bytes, stack: Stack) -> dict[str, str]:
    """The headers with which it would send this now."""
    named = stack.outputs["Identity.PaymentSecret"]
    found = stack.client("secretsmanager").get_secret_value(SecretId=named)
    return Signatures(found["SecretString"].encode).sign(body, datetime.now(UTC))


def paid(order: dict[str, Any], transaction: str) -> bytes:
    """All of what an order costs."""
    told = {
        "order": order["number"],
        "transaction": transaction,
        "method": "wechat-pay",
        "amount_minor": order["payable_minor"],
        "currency": order["currency"],
        "paid_at": datetime.now(UTC).isoformat(),
    }
    return json.dumps(told).encode()
