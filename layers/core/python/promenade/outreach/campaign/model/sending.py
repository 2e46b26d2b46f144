"""By what the gate sends a campaign's messages."""

from datetime import datetime

from promenade.contracts.campaigns import SendingTerms
from promenade.contracts.channels import Purpose
from promenade.contracts.deliveries import LocalTime, SendRequest
from promenade.contracts.journeys import Send
from promenade.outreach.campaign.model.campaign import Campaign, state_at
from promenade.outreach.campaign.model.launch_times import wall_of_launch
from promenade.outreach.campaign.model.runs import Run, run_id
from promenade.outreach.campaign.model.terms import Terms

PREVIEW = "preview"


def sending_terms(campaign: Campaign, now: datetime) -> SendingTerms:
    terms = campaign.terms
    is_marketing = terms.purpose is Purpose.MARKETING
    return SendingTerms(
        campaign=campaign.id,
        version=campaign.version,
        state=state_at(campaign, now),
        purpose=terms.purpose,
        holdout_bp=terms.holdout_bp,
        frequency_cap=terms.frequency_cap if is_marketing else None,
        quiet=terms.quiet,
        currency=terms.currency,
        has_budget=terms.budget_micros is not None,
    )


def local_time(terms: Terms, run: Run) -> LocalTime | None:
    """None where all people of a run are sent it at once."""
    wall = wall_of_launch(terms, run.due_at)
    if wall is None:
        return None
    return LocalTime(wall.isoformat(timespec="minutes"), terms.zone, terms.ttl_hours, run.due_at)


def preview_request(campaign: Campaign, send: Send, customer: str, now: datetime) -> SendRequest:
    """As one customer would be asked for now: in the run that is open, or the next one."""
    terms = campaign.terms
    number = campaign.open_runs[-1].number if campaign.open_runs else campaign.run_count + 1
    return SendRequest(
        id=PREVIEW,
        campaign=campaign.id,
        step=send.name,
        channel=send.channel,
        purpose=terms.purpose,
        choices=send.choices,
        customers=(customer,),
        entry=run_id(campaign.id, number) if campaign.is_mass else PREVIEW,
        variables=dict(terms.variables),
        quiet=terms.quiet,
        until=now + terms.ttl,
    )
