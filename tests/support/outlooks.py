"""What a campaign comes to, for tests: people who are known to segments, and functions' deeds off
the path of their samples."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from promenade.contracts.behaviour import Act, Acted
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentChange
from promenade.contracts.deliveries import Choice
from promenade.contracts.message_facts import ChannelAccountChanged
from promenade.contracts.segments import Snapshots
from promenade.kit.values import replace
from promenade.outreach.campaign.service import launching
from promenade.outreach.campaign.store.runs import DynamoRunStore
from promenade.outreach.channel.model.account import Sns, changed
from promenade.outreach.channel.model.terms import AccountUse, Text, Variable
from promenade.outreach.channel.service import templates
from promenade.outreach.channel.service.ports import Change, Doors
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.store.templates import DynamoTemplateStore
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.person import with_acts, with_consents
from promenade.outreach.segment.service import computing
from promenade.outreach.segment.service.learning import Lesson
from tests.support import campaigns, channels, functions, segments
from tests.support.callers import SUPPORT
from tests.support.clock import SAMPLE_TIME
from tests.support.facts import batch, told
from tests.support.gateway import Answer, Gateway
from tests.support.stamps import stamp

GIVEN = ConsentChange(Channel.SMS, Purpose.MARKETING, None, "given")
DOERS = d.AllOf((d.InSegment("chinese"), d.Did(Act.CART, 7, at_least=1, at_most=9)))
ESTIMATE = f"GET /campaigns/{campaigns.ID}/estimate"
RUNS = f"GET /campaigns/{campaigns.ID}/runs"


def people(*customers: str) -> None:
    """Chinese, with a telephone, who said yes to SMS and had something in their carts."""
    acts = [Acted(Act.CART, 1, SAMPLE_TIME)]
    for each in customers:
        segments.learn(
            segments.real(),
            segments.told(each, channels=("phone",)),
            Lesson(partial(with_consents, changes=[GIVEN], version=1), each),
            Lesson(partial(with_acts, acts=acts), each),
        )


def segment(condition: d.Condition = segments.CHINESE, **other: Any) -> None:
    segments.drafted(segments.real(), "segment_1", condition, **other)


def computed() -> None:
    doors = segments.real()
    computing.compute("segment_1", "run_1", stamp("run"), doors)
    segments.worked(doors, "run_1")


def approved(
    text: str = "Lantern: hi {{shop}}, text STOP to 12345",
    *,
    asks_name: bool = False,
    **needed: Variable,
) -> None:
    """`template_1`, by an account that charges 50,000 millionths for a segment."""
    doors = Doors(DynamoAccountStore(), DynamoTemplateStore())
    account = channels.account(
        "one", provider=Sns("Lantern"), currency="CNY", unit_cost_micros=50_000
    )
    doors.accounts.add(account, stamp())
    use = (AccountUse("one", "CODE_1", "approved"),)
    variables = {"shop": Variable("Lantern")} | ({"name": Variable("Ada")} if asks_name else {})
    variables |= needed
    asked = channels.terms(accounts=use, texts={"en": Text(text)}, variables=variables)
    templates.draft("template_1", asked, stamp("draft"), doors)
    templates.submit(Change("template_1", 1, channels.by("maria", "submit")), doors)
    templates.approve(Change("template_1", 2, channels.by("olga", "approve")), doors)


def switch_off() -> None:
    """The account of `template_1`."""
    accounts = DynamoAccountStore()
    stored = accounts.find("one")
    assert stored is not None
    off = changed(stored.value, replace(stored.value.terms, is_on=False))
    accounts.save(off, ChannelAccountChanged, stamp("off"))


def drafted(**other: Any) -> campaigns.Desk:
    """By SMS to `segment_1`, in one variant of `template_1`."""
    plan = campaigns.one_off(choices=(Choice("plain", "template_1"),))
    return campaigns.Desk(**{"plan": plan, "variables": {"shop": "Lantern"}} | other)


def launched(desk: campaigns.Desk, snapshots: Snapshots | None = None) -> None:
    """With a run, whose audience is asked for where there are snapshots."""
    desk.schedule()
    doors = launching.Doors(desk.store, DynamoRunStore(), snapshots or campaigns.AskedSnapshots())
    wake = campaigns.by("system:campaign", "wake", campaigns.SOON)
    launching.wake(campaigns.ID, wake, doors)


def taken() -> None:
    """The audience of the first run."""
    segments.worked(segments.real(), f"{campaigns.ID}-1")


Do = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Do], Do]


def _who_did(_: Gateway) -> None:
    segments.drafted(segments.real(), "chinese")
    segment(DOERS)
    people("ada")
    approved()
    drafted()


def _who_was_kept(_: Gateway) -> None:
    people("ada")
    segment(keeping="static")
    computed()
    drafted()


def _launch(_: Gateway) -> None:
    launched(drafted())


def _launch_for_a_segment(_: Gateway) -> None:
    approved()
    segment()
    launched(drafted())


def _take(_: Gateway) -> object:
    """What bounds its costs is what its template costs."""
    run = f"{campaigns.ID}-1"
    snapshot = {
        "id": run, "segment_id": "segment_1", "segment_version": 1, "count": 1, "page_count": 1,
    }  # fmt: skip
    body = told("segment", "SegmentSnapshotTaken", f"RUN#{run}/-@2", snapshot)
    return functions.invoke("campaign_pages", batch(body))


ADD = "customer/http/profile_control.add_profile"
"""customer-42, who reads Chinese and has a telephone."""


def say(state: str, gateway: Gateway) -> None:
    """What customer-42 says to marketing by SMS."""
    said = {
        "channel": "sms", "purpose": "marketing", "state": state, "wording": "Text me.",
        "wording_version": "1", "given_at": "2026-01-04T10:00:00+08:00", "locale": "en",
    }  # fmt: skip
    body = {"consents": [said], "source": "form"}
    answer = gateway.call("PUT /customers/customer-42/consents", body, caller=SUPPORT)
    assert answer.status == 200, answer.text


def _agree(gateway: Gateway) -> None:
    approved()
    drafted()
    say("given", gateway)


def _agree_and_be_asked_about(gateway: Gateway) -> None:
    """By a definition that names another one and counts what was done."""
    segments.drafted(segments.real(), "chinese")
    segment(DOERS)
    people("customer-42")
    _agree(gateway)


def preview(
    gateway: Gateway,
    customer: str = "customer-42",
    variables: Mapping[str, str] = {},
    **other: Any,
) -> Answer:
    path = f"POST /campaigns/{campaigns.ID}/previews"
    return gateway.call(path, {"customer": customer, "variables": variables}, **other)


def _ask(path: str, gateway: Gateway) -> Answer:
    answer = gateway.call(path)
    assert answer.status == 200, answer.text
    return answer


OCCASIONS: list[Occasion] = [
    ("campaign_outlook", [_who_did], partial(_ask, ESTIMATE)),
    ("campaign_outlook", [_who_was_kept], partial(_ask, ESTIMATE)),
    ("campaign_outlook", [_launch], partial(_ask, RUNS)),
    ("campaign_pages", [_launch_for_a_segment], _take),
    ("campaign_previews", [ADD, _agree], preview),
    ("campaign_previews", [ADD, _agree_and_be_asked_about], preview),
    ("consent_api", [ADD], partial(_ask, "GET /customers/customer-42/consents")),
]
