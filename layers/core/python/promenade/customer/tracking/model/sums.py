"""Sums of a campaign by variant and currency: what people and orders add, and take back."""

from collections import Counter
from collections.abc import Iterable, Mapping

from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.arms import Arm, is_sent_elsewhere, variant_name
from promenade.customer.tracking.model.sales import Share

Cell = tuple[str, str, str]
"""(campaign, variant, currency); what has no currency, people above all, has an empty one."""

Sums = Mapping[Cell, Mapping[str, int]]
PEOPLE = ("people", "sent", "delivered", "bounced", "opened", "clicked", "unsubscribed", "buyers")
SENT_MESSAGES, COST = "messages", "cost_micros"
SPEND = ("spend", "spend_squares")
SAVING = "saving_minor"
WHOLE = "*"
"""Stands for all variants together, where what is told is of no single one."""


def order_field(model: Model) -> str:
    return f"orders_{model}"


def net_field(model: Model) -> str:
    return f"net_{model}"


def sums_of_arm(arm: Arm) -> Sums:
    """Who unsubscribed counts where the campaign came to them."""
    marks = [each for each in arm.marks if arm.first_at or each != "unsubscribed"]
    counts = dict.fromkeys(marks, 1) | {
        "people": int(arm.first_at is not None),
        "buyers": int(arm.order_count > 0),
    }
    found: dict[Cell, Mapping[str, int]] = {(arm.campaign, arm.variant, ""): counts}
    for currency, minor in arm.spend_minor.items():
        spent = {"spend": minor, "spend_squares": minor**2}
        found[arm.campaign, arm.variant, currency] = spent
    return found


def sums_of_share(share: Share) -> Sums:
    """An order counts as one for each campaign's variant that has a share of it."""
    counts = {net_field(model): minor for model, minor in share.net_minor.items()}
    counts |= {order_field(model): share.order_count for model in share.net_minor}
    counts |= {SAVING: share.saving_minor}
    return {(share.campaign, share.variant, share.currency): counts}


def sums_of_messages(
    campaign: str, sent: Mapping[str, int], currency: str, cost_micros: int
) -> Sums:
    """`sent` is by variant; what they cost is known of all together."""
    found: dict[Cell, Mapping[str, int]] = {
        (campaign, variant, ""): {SENT_MESSAGES: count} for variant, count in sent.items()
    }
    return found | {(campaign, WHOLE, currency): {COST: cost_micros}}


def parted(sums: Sums) -> tuple[Sums, Sums]:
    """The campaign's own, and by the names of its variants those of what was sent elsewhere."""
    own = {cell: counts for cell, counts in sums.items() if not is_sent_elsewhere(cell[1])}
    others = {
        (campaign, variant_name(variant), currency): sums[campaign, variant, currency]
        for campaign, variant, currency in sums.keys() - own.keys()
    }
    return own, others


def added(sums: Iterable[Sums]) -> Sums:
    return _collected((each, 1) for each in sums)


def changed(gone: Iterable[Sums], come: Iterable[Sums]) -> Sums:
    """What turns the one into the other; without what stays."""
    return _collected([*((each, -1) for each in gone), *((each, 1) for each in come)])


def _collected(signed: Iterable[tuple[Sums, int]]) -> Sums:
    found: dict[Cell, Counter[str]] = {}
    for sums, sign in signed:
        for cell, counts in sums.items():
            counter = found.setdefault(cell, Counter())
            for name, count in counts.items():
                counter[name] += sign * count
    kept = {cell: {name: n for name, n in found[cell].items() if n} for cell in sorted(found)}
    return {cell: counts for cell, counts in kept.items() if counts}
