"""Message templates on the wire: what staff send and see."""

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.messages import VariableName
from promenade.contracts.references import LINE
from promenade.contracts.reviews import ReviewState, ReviewView, show_review
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View, become
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery
from promenade.outreach.channel.model.template import Template
from promenade.outreach.channel.model.terms import (
    AccountUse,
    Locale,
    MessageTerms,
    Parameter,
    Text,
    Variable,
    faults,
)
from promenade.outreach.channel.service.ports import Change, Filter

MAX_BYTES = 60_000
TemplateName = Annotated[str, Meta(min_length=1, max_length=80, pattern=LINE)]


class TemplateBody(Strict, frozen=True):
    """`accounts` are tried in their order. `texts` are by language, and whoever reads none of these
    gets the one of `default_locale`. `parameters` fill the provider's own template, in its order:
    Alibaba Cloud and WeChat know them by name, Tencent Cloud by their places."""

    name: TemplateName
    channel: Channel
    purpose: Purpose
    accounts: Annotated[list[AccountUse], Meta(min_length=1, max_length=5)]
    texts: Annotated[dict[Locale, Text], Meta(min_length=1, max_length=10)]
    default_locale: Locale
    variables: Annotated[dict[VariableName, Variable], Meta(max_length=30)] = {}  # noqa: RUF012
    parameters: Annotated[list[Parameter], Meta(max_length=20)] = []  # noqa: RUF012


class TemplateQuery(PageQuery, frozen=True, kw_only=True):
    channel: Channel
    status: ReviewState | None = None

    def filter(self) -> Filter:
        return Filter(self.channel, self.status)


class DecisionBody(Strict, frozen=True):
    """A rejection says why."""

    decision: Literal["approve", "reject"]
    reason: Annotated[str, Meta(max_length=500)] = ""


class ApprovedView(View, frozen=True):
    """What messages are made by now: the terms as of this version."""

    version: int
    name: str
    at: datetime


class MessageTemplateView(View, frozen=True):
    """`status` and `review` are of the terms that are shown, those of `terms_version`; `approved`
    goes out meanwhile. `targets` are the addresses that its texts link to."""

    id: str
    version: int
    status: ReviewState
    name: str
    channel: Channel
    purpose: Purpose
    accounts: list[AccountUse]
    texts: dict[str, Text]
    default_locale: str
    variables: dict[str, Variable]
    parameters: list[Parameter]
    targets: list[str]
    terms_version: int
    review: ReviewView | None
    approved: ApprovedView | None
    created_at: datetime


class MessageTemplatePage(View, frozen=True):
    items: list[MessageTemplateView]
    next: str | None


def read_terms(body: TemplateBody) -> MessageTerms:
    """Raises Invalid with everything that is wrong with them."""
    terms = become(body, MessageTerms)
    if found := list(faults(terms)):
        raise Invalid(found)
    return terms


def read_change(call: Call[Any, Any], clock: Clock) -> Change:
    return Change(call.path["message_template_id"], call.if_match, call.stamp(clock))


def read_reason(body: DecisionBody) -> str | None:
    """Of a rejection, None of an approval. Raises Invalid for one without a reason."""
    if body.decision == "approve":
        return None
    if not body.reason:
        raise Invalid([Fault("/reason", "missing", "Say why it is sent back.")])
    return body.reason


def show_template(template: Template) -> MessageTemplateView:
    terms, review, approved = template.terms, template.review, template.approved
    told = None
    if approved:
        told = ApprovedView(version=approved.version, name=approved.terms.name, at=approved.at)
    return MessageTemplateView(
        id=template.id,
        version=template.version,
        status=template.status,
        name=terms.name,
        channel=terms.channel,
        purpose=terms.purpose,
        accounts=list(terms.accounts),
        texts=terms.texts,
        default_locale=terms.default_locale,
        variables=terms.variables,
        parameters=list(terms.parameters),
        targets=list(terms.targets),
        terms_version=template.terms_version,
        review=None if review is None else show_review(review),
        approved=told,
        created_at=template.created_at,
    )


def show_page(page: Page[Template], cursor: str | None) -> MessageTemplatePage:
    return MessageTemplatePage(items=list(map(show_template, page.items)), next=cursor)
