"""Who is to be forgotten is left out of what static segments keep; what others found expires."""

from datetime import datetime, timedelta

from promenade.kit.errors import Unavailable
from promenade.kit.patience import Contended, patiently
from promenade.outreach.segment.model.run import Run, page_with
from promenade.outreach.segment.service.ports import RunStore

_UNDER_WAY = timedelta(days=1)
"""Longer than that none goes on: what has not ended by then is given up."""


def forget(customer: str, now: datetime, runs: RunStore) -> None:
    """Again, it does nothing. Raises Unavailable, also while a run goes on that may have met the
    person before: it is asked again later."""
    kept = list(runs.static())
    for run in kept:
        patiently(lambda: _leave_out(customer, run, runs), Contended)  # noqa: B023
    if any(run.taken_at is None and now - run.asked_at < _UNDER_WAY for run in kept):
        raise Unavailable("A segment is being computed.")


def _leave_out(customer: str, run: Run, runs: RunStore) -> None:
    if place := page_with(run, customer, runs.page_of):
        runs.leave_out(run, *place, customer)
