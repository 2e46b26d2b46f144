"""What of a quote's outcomes is told one by one, and what is counted: every answer is bounded
(N29), and every promotion in force is accounted for."""

from collections.abc import Sequence

from promenade.base.promotion.model.answer import Outcome
from promenade.base.promotion.model.reasons import Reason
from promenade.kit.values import Value

MOST_TOLD = 200

# The nearest first; reasons that are not named here lie between.
_NEAREST = (
    Reason.APPLIED,
    Reason.BELOW_THRESHOLD,
    Reason.NOT_DUE,
    Reason.LOST_TO,
    Reason.UNITS_TAKEN,
    Reason.INCOMPLETE_SET,
)
_FARTHEST = (Reason.WRONG_AUDIENCE, Reason.OTHER_CURRENCY, Reason.NO_MATCHING_LINE)
_RANKS = {
    **{reason: place for place, reason in enumerate(_NEAREST)},
    **{reason: 100 + place for place, reason in enumerate(_FARTHEST)},
}


class Counted(Value, frozen=True):
    """Outcomes that are not told one by one: how many for one reason, and what they save."""

    reason: Reason
    count: int
    saving_minor: int


def told_and_counted(
    outcomes: Sequence[Outcome], unmatched_count: int
) -> tuple[Sequence[Outcome], tuple[Counted, ...]]:
    """Those told in the order of the outcomes, at most MOST_TOLD: what applied, then what is
    nearest to it. `unmatched_count` are promotions in force that nothing in the cart belongs to and
    that are not among the outcomes."""
    told, left = outcomes, []
    if len(outcomes) > MOST_TOLD:
        nearest = sorted(range(len(outcomes)), key=lambda place: _distance(outcomes[place]))
        told = [outcomes[place] for place in sorted(nearest[:MOST_TOLD])]
        left = [outcomes[place] for place in nearest[MOST_TOLD:]]
    counts = {} if not unmatched_count else {Reason.NO_MATCHING_LINE: [unmatched_count, 0]}
    for outcome in left:
        count = counts.setdefault(outcome.reason, [0, 0])
        count[0] += 1
        count[1] += outcome.saving_minor
    return told, tuple(Counted(reason, *count) for reason, count in counts.items())


def _distance(outcome: Outcome) -> tuple[int, int, int]:
    """By reason, then by how little is missing, then by how much is at stake."""
    missing = abs(outcome.gap.missing) if outcome.gap else 0
    return _RANKS.get(outcome.reason, 50), missing, -max(outcome.saving_minor, outcome.offer_minor)
