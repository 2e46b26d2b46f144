"""A change of a price: who wants it, who has to agree, and what it therefore is at an instant."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Literal, get_args

from promenade.base.price.model.entry import Entry, Phase
from promenade.base.price.model.terms import Terms
from promenade.contracts.claims import Verdict
from promenade.kit.errors import Conflict, Fault, Forbidden
from promenade.kit.messages.words import worded
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, Value, replace

_CENTURY = 2000

State = Literal["draft", "pending_approval", "approved", "cancelled"]
"""What is stored of it: the rest is told by the clock."""
STATES: tuple[State, ...] = get_args(State)

Need = Literal["other_currency", "beyond_limit", "below_cost"]
"""Why a second person has to agree: no limit is measured between currencies."""


class Status(StrEnum):
    """Computed from what is stored and the instant it is asked for (N12); never stored."""

    DRAFT = "draft"
    PENDING_APPROVAL = "pending_approval"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


_STATUS_IN: dict[Phase, Status] = {
    "coming": Status.SCHEDULED,
    "holding": Status.ACTIVE,
    "over": Status.SUPERSEDED,
}


class StatusForbids(Conflict):
    """The change is in no status from which this can be done."""


class SelfApproval(Forbidden):
    """Who asks for a change does not agree to it as the second person."""


class WindowOver(Conflict):
    """The price would end before it starts."""


class PriceChange(Document, frozen=True):
    """`supersede` takes the rest of the entry that holds at its start. `before` is what it was
    judged against, `proof` what was found of the price that it shows struck through; `source` is
    `manual` or the adjustment that made it, `request` the fingerprint of the call that did."""

    id: str
    sku: str
    book_id: str
    currency: str
    terms: Terms
    start: datetime
    end: datetime | None
    supersede: bool
    reason: str
    created_at: datetime
    created_by: str
    request: str
    version: int
    source: str = "manual"
    state: State = "draft"
    needs: tuple[Need, ...] = ()
    before: Terms | None = None
    proof: Verdict | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None

    def status(self, phase: Phase) -> Status:
        """`phase` is that of its entry."""
        return _STATUS_IN[phase] if self.state == "approved" else Status(self.state)

    def entry(self, now: datetime) -> Entry:
        """What it enters: never before now. Raises WindowOver."""
        start = max(self.start, now)
        if self.end is not None and self.end <= start:
            raise WindowOver("The price ends before it could start.")
        proved = self.proof if self.proof and self.proof.result == "true" else None
        was_minor = proved.claim.was_minor if proved else None
        return Entry(self.id, self.book_id, start, self.end, self.terms, was_minor=was_minor)


def is_near(instant: datetime) -> bool:
    """Calendars hold days before and after it, in every zone."""
    return _CENTURY <= instant.year < _CENTURY + 100


def window_faults(change: PriceChange, now: datetime) -> Iterator[Fault]:
    """Of one that is asked for now."""
    if change.start < now:
        yield Fault("/start", "in_past", "A price starts now or later.")
    if not is_near(change.start):
        yield Fault("/start", "out_of_range", "Send an instant of this century.")
    if change.end is not None and change.end <= change.start:
        yield Fault("/end", "before_start", "A window ends after it starts.")
    if change.end is not None and change.supersede:
        detail = "What takes another entry's rest ends when that would."
        yield Fault("/end", "not_with_supersede", detail)


class Judgement(Value, frozen=True):
    """What a change is compared with, and what follows from it."""

    before: Terms | None
    needs: tuple[Need, ...]


def judge(
    asked: Terms, before: Terms | None, limit_bp: int, stood: Iterable[Terms | None] = ()
) -> Judgement:
    """It is measured from `before`, and from all that `stood` lately. A cost that nobody says is
    the one that was said last."""
    found: list[Need] = []
    known = [each for each in (before, *stood) if each is not None]
    if any(_is_beyond(asked, each, limit_bp) for each in known):
        found.append("beyond_limit")
    said = (each.cost_minor for each in known)
    cost = asked.cost_minor or next((each for each in said if each is not None), None)
    if cost is not None and asked.sale_minor < cost:
        found.append("below_cost")
    return Judgement(before, tuple(found))


def _is_beyond(asked: Terms, before: Terms, limit_bp: int) -> bool:
    """In either direction; exactly the limit is within it."""
    pairs = ((asked.sale_minor, before.sale_minor), (asked.list_minor, before.list_minor))
    return any(abs(new - old) * 10_000 > limit_bp * old for new, old in pairs)


def submit(change: PriceChange, judgement: Judgement, stamp: Stamp) -> PriceChange:
    """Approved at once where nobody else has to agree. Raises StatusForbids."""
    _require(change, ("draft",), "submit")
    state: State = "pending_approval" if judgement.needs else "approved"
    judged = replace(change, state=state, needs=judgement.needs, before=judgement.before)
    return judged if judgement.needs else replace(judged, decided_at=stamp.at)


def approve(change: PriceChange, judgement: Judgement, stamp: Stamp) -> PriceChange:
    """Raises StatusForbids, SelfApproval."""
    _require_another(change, stamp, "approve")
    judged = replace(change, needs=judgement.needs or change.needs, before=judgement.before)
    return replace(_decided(judged, stamp), state="approved")


def reject(change: PriceChange, stamp: Stamp) -> PriceChange:
    """Raises StatusForbids, SelfApproval: who asked for it cancels it."""
    _require_another(change, stamp, "reject")
    return replace(_decided(change, stamp), state="cancelled")


def cancel(change: PriceChange, phase: Phase, stamp: Stamp) -> PriceChange:
    """Raises StatusForbids once it is over."""
    if change.state == "approved" and phase == "over":
        raise _forbidden(change.status(phase), "cancel")
    _require(change, ("draft", "pending_approval", "approved"), "cancel")
    return replace(_decided(change, stamp), state="cancelled")


def _decided(change: PriceChange, stamp: Stamp) -> PriceChange:
    return replace(change, decided_at=stamp.at, decided_by=stamp.actor)


def _require_another(change: PriceChange, stamp: Stamp, action: str) -> None:
    _require(change, ("pending_approval",), action)
    if stamp.actor == change.created_by:
        raise SelfApproval("Somebody else than who asked for this change decides about it.")


def _require(change: PriceChange, allowed: tuple[State, ...], action: str) -> None:
    if change.state not in allowed:
        raise _forbidden(change.state, action)


def _forbidden(status: str, action: str) -> StatusForbids:
    told = f"A change that is {worded(status)} cannot be {worded(action)}."
    return StatusForbids(told, current_status=status, action=action)
