"""What is told of a cart as a whole: what became of its codes, and what it comes to."""

from collections.abc import Sequence

from promenade.base.promotion.model.answer import CodeOutcome, Outcome, Told, Totals
from promenade.base.promotion.model.book import Page
from promenade.base.promotion.model.cart import Line
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.state import State
from promenade.kit.codes import normalised


def code_outcomes(page: Page, codes: Sequence[str], told: Told) -> tuple[CodeOutcome, ...]:
    """One outcome per distinct code, in the order presented."""
    if not codes:
        return ()
    presented: dict[str, str] = {}
    for code in codes:
        presented.setdefault(normalised(code), code)
    return tuple(
        _code(code, [page.outcome(entry.place, told) for entry in page.by_code.get(text, ())])
        for text, code in presented.items()
    )


def _code(code: str, outcomes: list[Outcome]) -> CodeOutcome:
    """The first promotion that applied, or else the first one's reason."""
    if not outcomes:
        return CodeOutcome(code, False, Reason.COUPON_UNKNOWN, None)
    best = next((outcome for outcome in outcomes if outcome.applied), outcomes[0])
    return CodeOutcome(code, best.applied, best.reason, best.promotion_id, best.rival)


def totals_of(lines: tuple[Line, ...], state: State, shipping: int) -> Totals:
    listed = sum([line.list_minor * line.qty for line in lines])
    goods, left = sum(state.totals), state.shipping
    return Totals(listed, listed - goods, goods, shipping, shipping - left, goods + left)
