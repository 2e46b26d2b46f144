"""What is left of a campaign's runs goes to who sends pages."""

import msgspec

from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.runs import PageTask, Run, tasks
from promenade.outreach.campaign.service.ports import Queue, RunStore


def hand_on_all(campaign: Campaign, runs: RunStore, pages: Queue) -> None:
    """Of all its open runs, as once it was resumed."""
    for opened in campaign.open_runs:
        run = runs.find(campaign.id, opened.number)
        if run is not None:
            hand_on(campaign, run, pages)


def hand_on(campaign: Campaign, run: Run, pages: Queue) -> None:
    """Nothing of a campaign or run that does not go on, or of an audience that is not known yet."""
    is_open = any(each.number == run.number for each in campaign.open_runs)
    if is_open and campaign.stage == "running":
        pages.send([task_body(each) for each in tasks(run)])


def task_body(task: PageTask) -> bytes:
    return msgspec.json.encode(task)
