"""Every hour: proves the coupons of templates, the longest unseen first."""

from typing import Any

from promenade.activity.coupon.service.proving import prove_all
from promenade.activity.coupon.store.proofs import DynamoCouponProofs
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("coupon")
proofs = DynamoCouponProofs()


def app(_event: dict[str, Any], _context: object) -> None:
    log.info("proven", template_count=prove_all(proofs, system_clock))
