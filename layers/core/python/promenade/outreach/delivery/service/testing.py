"""Staff send themselves what people will be sent, by the same one way out."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from promenade.contracts.campaigns import Wording, Wordings
from promenade.contracts.channels import Purpose
from promenade.contracts.deliveries import MESSAGE_TEST, Choice, SendRequest
from promenade.contracts.messages import MessageTemplate, Templates, examples
from promenade.contracts.profiles import ADDRESSES, ContactKind
from promenade.kit.errors import DomainError, NotFound
from promenade.kit.limits import Limit
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.delivery.model.testing import MessageTest, Tester
from promenade.outreach.delivery.service.gate import unsendable

TESTS = Limit("test messages", most=20, window_s=86_400)
"""Of one member of staff: they cost what messages cost."""

GOOD_FOR = timedelta(hours=1)
"""Who looks for a test later than that has asked again."""

_ONLY = "test"
_NONE: Mapping[str, str] = {
    "email": "Your staff account has no verified e-mail address: verify one first.",
    "phone": "Your staff account has no confirmed phone number: confirm one first.",
}


class NoVerifiedAddress(DomainError):
    """A test goes to who asks for it alone, who has no address for its channel."""


class NoTestsByChannel(DomainError):
    """Staff have no address for its channel."""


class NotOfCampaign(DomainError):
    """No variant of the campaign is sent by the template."""


class TestStore(Protocol):
    def find(self, test_id: str, stamp: Stamp) -> MessageTest | None:
        """Raises Conflict where another request made it."""
        ...

    def add(self, test: MessageTest, stamp: Stamp) -> MessageTest:
        """A repeated request answers what it asked for. Raises Conflict for another one."""
        ...


class Doors(Value, frozen=True):
    """`reached` answers the verified addresses of a member of staff, `seal` closes one for a test's
    id, `count` raises TooMany, `send` puts a request on the gate's queue."""

    campaigns: Wordings
    templates: Templates
    reached: Callable[[str], Mapping[ContactKind, str]]
    seal: Callable[[str, Tester], str]
    count: Callable[[Iterable[str], Collection[str], datetime], None]
    tests: TestStore
    send: Callable[[SendRequest], None]


class Ask(Value, frozen=True):
    """`member` is the subject of who asks. `campaign_id`: whose variables fill it besides."""

    id: str
    member: str
    template_id: str
    campaign_id: str | None
    language: str | None
    variables: Mapping[str, str]


def ask(asked: Ask, stamp: Stamp, doors: Doors) -> MessageTest:
    """Again, it is put on the queue again, and the gate sends it once. Raises Conflict, NotFound,
    NotOfCampaign, TemplateUnsendable, VariableMissing, NoTestsByChannel, NoVerifiedAddress,
    TooMany."""
    test = doors.tests.find(asked.id, stamp)
    if test is None:
        test = doors.tests.add(_made(asked, stamp, doors), stamp)
    doors.send(test.request)
    return test


def _made(asked: Ask, stamp: Stamp, doors: Doors) -> MessageTest:
    wording = _wording_of(asked, doors)
    template = _template(asked.template_id, doors)
    told = examples([template], wording.brought)
    variables = {**wording.variables, **told, **asked.variables}
    tester = _tester(template, asked, doors)
    language = template.render(asked.language, variables, lambda target: target).language
    doors.count([stamp.actor], [asked.id], stamp.at)
    request = SendRequest(
        id=asked.id,
        campaign=MESSAGE_TEST,
        step=template.id,
        channel=template.channel,
        purpose=Purpose.TRANSACTIONAL,
        choices=(Choice(_ONLY, template.id),),
        customers=(stamp.actor,),
        entry=asked.id,
        variables=variables,
        until=stamp.at + GOOD_FOR,
        correlation_id=stamp.correlation_id,
        tester=doors.seal(asked.id, tester),
    )
    place = (asked.id, template.id, template.version, template.channel, language)
    return MessageTest(*place, request, stamp.at, asked.campaign_id)


def _wording_of(asked: Ask, doors: Doors) -> Wording:
    if asked.campaign_id is None:
        return Wording(frozenset(), {})
    wording = doors.campaigns.wording(asked.campaign_id)
    if wording is None:
        raise NotFound("There is no such campaign.", campaign_id=asked.campaign_id)
    if asked.template_id not in wording.template_ids:
        told = "No variant of this campaign is sent by this template."
        raise NotOfCampaign(told, template_id=asked.template_id)
    return wording


def _template(template_id: str, doors: Doors) -> MessageTemplate:
    found = doors.templates.of([template_id]).get(template_id)
    if found is None:
        raise unsendable(template_id, doors.templates)
    return found


def _tester(template: MessageTemplate, asked: Ask, doors: Doors) -> Tester:
    kind = ADDRESSES.get(template.channel)
    if kind is None or kind not in _NONE:
        raise NoTestsByChannel("Tests are sent by e-mail and by SMS alone.")
    address = doors.reached(asked.member).get(kind)
    if address is None:
        raise NoVerifiedAddress(_NONE[kind])
    return Tester(kind, address, asked.language)
