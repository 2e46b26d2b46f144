"""Many processes at once against the tables of a deployed stack."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from infra.local.stack import Stack

ROOT = Path(__file__).parents[2]


def crowd(stack: Stack, module: str, callers: int, count: int) -> list[Any]:
    """What each of `python -m <module> <seed> <count>` printed as JSON."""
    environment = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": stack.cloud.endpoint,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AUDIT_TABLE": stack.outputs["Tables.Audit"],
        "CONSENT_TABLE": stack.outputs["Tables.Consent"],
        "CAMPAIGN_TABLE": stack.outputs["Tables.Campaign"],
        "CHANNEL_TABLE": stack.outputs["Tables.Channel"],
        "BEHAVIOUR_TABLE": stack.outputs["Tables.Behaviour"],
        "COUPON_TABLE": stack.outputs["Tables.Coupon"],
        "DELIVERY_TABLE": stack.outputs["Tables.Delivery"],
        "FLASH_SALE_TABLE": stack.outputs["Tables.FlashSale"],
        "JOURNEY_TABLE": stack.outputs["Tables.Journey"],
        "ORDER_TABLE": stack.outputs["Tables.Order"],
        "PRICE_TABLE": stack.outputs["Tables.Price"],
        "PROFILE_TABLE": stack.outputs["Tables.Profile"],
        "PROMOTION_TABLE": stack.outputs["Tables.Promotion"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers/core/python'}",
        "REMINDER_TABLE": stack.outputs["Tables.Reminder"],
        "STAFF_TABLE": stack.outputs["Tables.Staff"],
        "STOCK_TABLE": stack.outputs["Tables.Stock"],
        "TARGETED_OFFER_TABLE": stack.outputs["Tables.TargetedOffer"],
        "TRACKING_TABLE": stack.outputs["Tables.Tracking"],
    }
    running = [
        subprocess.Popen(
            [sys.executable, "-m", module, str(seed), str(count)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
        )
        for seed in range(callers)
    ]
    return [json.loads(process.communicate(timeout=120)[0]) for process in running]
