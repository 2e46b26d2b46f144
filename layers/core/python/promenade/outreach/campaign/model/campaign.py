"""From draft to done: what staff and time do with a campaign, and what it therefore is."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from promenade.contracts.campaigns import CampaignState
from promenade.contracts.reviews import (
    REJECTED,
    Approval,
    Rejection,
    Review,
    ReviewState,
    approvals_so_far,
)
from promenade.kit.errors import Conflict
from promenade.kit.messages.words import worded
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, replace
from promenade.outreach.campaign.model.launch_times import coming, first_at
from promenade.outreach.campaign.model.reckoning import Reckoned
from promenade.outreach.campaign.model.terms import OneOff, Recurring, Terms

Stage = Literal["draft", "scheduled", "running", "paused", "paused_budget", "done", "cancelled"]

FOR_BUDGET = "budget"
FOR_AUDIENCE = "audience_changed"
FOR_APPROVAL = "audience_unapproved"
FOR_COST = "cost_rose"
FOR_SEGMENT = "segment_unusable"
FOR_TIME = "missed"
"""Why a campaign is paused that nobody has paused."""

_UNAPPROVED = {
    FOR_APPROVAL: (
        "Its audience is another than was approved: send its terms again, and submit them."
    ),
    FOR_COST: "It may cost more than was approved: send its terms again, and submit them.",
}
"""What is launched once somebody has approved it anew."""

CHANGEABLE = frozenset({"draft", "pending", "scheduled"})
UNDER_WAY = frozenset({"running", "paused", "paused_budget"})
PAUSED = UNDER_WAY - {"running"}
OVER = frozenset({"done", "cancelled"})
_ALIVE = CHANGEABLE | UNDER_WAY


class StatusForbids(Conflict):
    """The campaign is in no state from which this can be done."""


class TermsFixed(Conflict):
    """Of a campaign under way only name, end and a higher budget may be others; `fields` are
    what else would change."""


class OpenRun(Document, frozen=True):
    """One whose people are not all decided; nothing of it is sent from `until` on."""

    number: int
    until: datetime


class Campaign(Document, frozen=True):
    """`version` counts the changes. `proposed` are the terms of one under way that are not in
    force yet. `next_at` is when it is launched next, `run_count` how often it was.
    `audience_count` is of the last run, `request` the fingerprint of the request that drafted
    it. `reckoned` is what its review goes by, `approved` what the last approval went by."""

    id: str
    terms: Terms
    created_at: datetime
    request: str
    version: int = 1
    authors: tuple[str, ...] = ()
    review: Review | None = None
    stage: Stage = "draft"
    proposed: Terms | None = None
    next_at: datetime | None = None
    run_count: int = 0
    open_runs: tuple[OpenRun, ...] = ()
    audience_count: int | None = None
    launched_at: datetime | None = None
    ended_at: datetime | None = None
    paused_for: str = ""
    reckoned: Reckoned | None = None
    approved: Reckoned | None = None

    @property
    def state(self) -> CampaignState:
        is_pending = self.review is not None and self.review.state is ReviewState.PENDING
        return "pending" if self.stage == "draft" and is_pending else self.stage

    @property
    def waits(self) -> bool:
        """For the approval of others."""
        is_pending = self.review is not None and self.review.state is ReviewState.PENDING
        return is_pending and self.stage not in OVER

    @property
    def reviewed(self) -> Terms:
        """Those that are reviewed, or to be reviewed next."""
        return self.proposed or self.terms

    @property
    def is_mass(self) -> bool:
        return isinstance(self.terms.plan, OneOff | Recurring)

    @property
    def wake_at(self) -> datetime | None:
        """When something is due of it by time alone."""
        if self.state not in {"scheduled", *UNDER_WAY}:
            return None
        times = [run.until for run in self.open_runs]
        times += [self.next_at] if self.next_at and self.state in {"scheduled", "running"} else []
        times += [self.terms.end] if self.terms.end and self.stage != "scheduled" else []
        return min(times, default=None)


def state_at(campaign: Campaign, now: datetime) -> CampaignState:
    """N12: one whose end has passed is done, whoever has yet to note it."""
    end = campaign.terms.end
    is_over = end is not None and now >= end and not campaign.is_mass
    return "done" if is_over and campaign.state in UNDER_WAY else campaign.state


def edit(campaign: Campaign, terms: Terms, author: str) -> Campaign:
    """What was approved is approved no more; one under way goes on by its terms until others are
    approved. Raises StatusForbids, TermsFixed."""
    require(campaign, _ALIVE, "edit")
    authors = (*(each for each in campaign.authors if each != author), author)
    if campaign.launched_at is not None:
        _refuse_other_changes(campaign.terms, terms)
        return replace(turned(campaign), proposed=terms, review=None, authors=authors)
    drafted = replace(turned(campaign), terms=terms, review=None, authors=authors)
    return replace(drafted, stage="draft", proposed=None, next_at=None, paused_for="")


def submit(campaign: Campaign, review: Review, reckoned: Reckoned) -> Campaign:
    """Raises StatusForbids."""
    require_unreviewed(campaign)
    return replace(turned(campaign), review=review, reckoned=reckoned)


def require_unreviewed(campaign: Campaign) -> None:
    """Raises StatusForbids."""
    is_proposed = campaign.stage in UNDER_WAY and campaign.proposed is not None
    if campaign.stage != "draft" and not is_proposed:
        raise _forbidden(campaign, "submit")
    if campaign.review and campaign.review.state is ReviewState.REJECTED:
        raise StatusForbids(REJECTED, current_status=campaign.state, action="submit")
    if campaign.review is not None:
        raise _forbidden(campaign, "submit")


def approve(campaign: Campaign, stamp: Stamp) -> Campaign:
    """The last approval schedules a draft, or puts proposed terms in force. Raises StatusForbids,
    SelfApproval, ApprovedBefore."""
    approval = Approval(stamp.actor, stamp.at, campaign.version)
    review = _pending(campaign, "approve").approved(approval, campaign.authors)
    after = replace(turned(campaign), review=review)
    if review.state is not ReviewState.APPROVED:
        return after
    after = replace(after, approved=campaign.reckoned)
    if campaign.proposed is None:
        return replace(after, stage="scheduled", next_at=first_at(campaign.terms, stamp.at))
    after = replace(after, terms=campaign.proposed, proposed=None)
    after = replace(after, next_at=later_at(after, stamp.at))
    waits = campaign.stage == "paused_budget" or campaign.paused_for in _UNAPPROVED
    return _resumed(after, stamp.at) if waits else after


def reject(campaign: Campaign, reason: str, stamp: Stamp) -> Campaign:
    """Raises StatusForbids."""
    rejection = Rejection(stamp.actor, stamp.at, campaign.version, reason)
    review = replace(_pending(campaign, "reject"), rejection=rejection)
    return replace(turned(campaign), review=review)


def withdraw(campaign: Campaign) -> Campaign:
    """Raises StatusForbids."""
    _pending(campaign, "withdraw")
    return replace(turned(campaign), review=None)


def pause(campaign: Campaign, reason: str = "") -> Campaign:
    """One that is scheduled is not launched; one that is paused stays as it is, but that what ran
    out of budget does not go on with a larger one where somebody paused it as well. Raises
    StatusForbids."""
    require(campaign, UNDER_WAY | {"scheduled"}, "pause")
    is_asked = not reason and campaign.stage == "paused_budget"
    if campaign.stage in PAUSED and not is_asked:
        return campaign
    stage: Stage = "paused_budget" if reason == FOR_BUDGET else "paused"
    return replace(turned(campaign), stage=stage, paused_for=reason)


def resume(campaign: Campaign, now: datetime) -> Campaign:
    """What came due while it was paused is not made up for, but for the one time of what is sent
    once: that is now. Raises StatusForbids."""
    require(campaign, PAUSED, "resume")
    if told := _UNAPPROVED.get(campaign.paused_for):
        raise StatusForbids(told, current_status=campaign.state, action="resume")
    return _resumed(turned(campaign), now)


def cancel(campaign: Campaign, now: datetime) -> Campaign:
    """Raises StatusForbids."""
    require(campaign, _ALIVE, "cancel")
    return replace(turned(campaign), **_ended(now), stage="cancelled")


def require(campaign: Campaign, allowed: Collection[str], action: str) -> None:
    """Raises StatusForbids."""
    if campaign.state not in allowed:
        raise _forbidden(campaign, action)


def _forbidden(campaign: Campaign, action: str) -> StatusForbids:
    so_far, counted = approvals_so_far(campaign.review)
    told = f"A campaign that is {worded(campaign.state)} cannot be {worded(action)}{so_far}."
    return StatusForbids(told, current_status=campaign.state, action=action, **counted)


def _pending(campaign: Campaign, action: str) -> Review:
    review = campaign.review
    if review is None or review.state is not ReviewState.PENDING or campaign.stage in OVER:
        raise _forbidden(campaign, action)
    return review


def _refuse_other_changes(before: Terms, after: Terms) -> None:
    fields = [
        name
        for name in Terms.__struct_fields__
        if name not in {"name", "plan", "budget_micros"}
        and getattr(before, name) != getattr(after, name)
    ]
    fields += [] if _but_for_end(before) == _but_for_end(after) else ["plan"]
    fields += [] if _is_raised(before.budget_micros, after.budget_micros) else ["budget_micros"]
    if fields:
        told = "Of a campaign under way only the name, the end and a higher budget may change."
        raise TermsFixed(told, fields=", ".join(fields))


def _but_for_end(terms: Terms) -> object:
    plan = terms.plan
    return plan if isinstance(plan, OneOff) else replace(plan, end=None)


def _is_raised(before: int | None, after: int | None) -> bool:
    """A budget is neither taken away nor put upon what was approved without one."""
    if before is None or after is None:
        return before == after
    return after >= before


def later_at(campaign: Campaign, now: datetime) -> datetime | None:
    """When it is launched next: a recurring one after `now`, one that never was at its time."""
    if not isinstance(campaign.terms.plan, Recurring):
        is_left = campaign.next_at is not None and campaign.launched_at is None
        return max(campaign.next_at or now, now) if is_left else None
    return next((at for at in coming(campaign.terms, now) if at > now), None)


def _resumed(campaign: Campaign, now: datetime) -> Campaign:
    stage: Stage = "running" if campaign.launched_at else "scheduled"
    after = replace(campaign, stage=stage, paused_for="")
    return replace(after, next_at=later_at(after, now))


def done(campaign: Campaign, now: datetime) -> Campaign:
    return replace(campaign, **_ended(now), stage="done")


def _ended(now: datetime) -> dict[str, object]:
    return {"ended_at": now, "next_at": None, "open_runs": (), "proposed": None}


def turned(campaign: Campaign) -> Campaign:
    """To be changed: of the next version."""
    return replace(campaign, version=campaign.version + 1)
