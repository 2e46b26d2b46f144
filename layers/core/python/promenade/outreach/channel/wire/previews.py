"""A template as a person would be sent it, and what that costs."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Content, VariableName, VariableValue
from promenade.kit.decoding import Strict, View
from promenade.outreach.channel.model.account import Account, AccountTerms
from promenade.outreach.channel.model.rendering import render
from promenade.outreach.channel.model.segments import Encoding, segments_of
from promenade.outreach.channel.model.terms import MessageTerms


class PreviewBody(Strict, frozen=True):
    """`variables` are a person's; where one is not given its example stands, and is told."""

    variables: Annotated[dict[VariableName, VariableValue], Meta(max_length=60)] = {}  # noqa: RUF012


class SmsView(View, frozen=True):
    """`length` is in septets of `gsm7` or UTF-16 units of `ucs2`, with what the provider puts first
    and the links that people are sent; `segments` are charged."""

    encoding: Encoding
    length: int
    segments: int


class RenderedView(View, frozen=True):
    """Links stand as they are in the template; those that are sent in their place are what is
    counted. `cost_micros` is in millionths of the currency's major unit."""

    locale: str
    subject: str
    text: str
    html: str
    url: str
    sms: SmsView | None
    cost_micros: int


class PreviewView(View, frozen=True):
    """`missing` are the variables without which this person is not sent the message; `unknown` are
    those that the template has not."""

    account_id: str
    currency: str
    missing: list[str]
    unknown: list[str]
    messages: list[RenderedView]


def show_preview(
    terms: MessageTerms, account: Account, given: Mapping[str, str], link: str
) -> PreviewView:
    """By the first of its accounts, in every language. `link` is as long as those that people are
    sent."""
    known = {name: given.get(name) or each.example for name, each in terms.variables.items()}
    required = (name for name, each in terms.variables.items() if each.default is None)

    def message(locale: str) -> RenderedView:
        shown = render(terms, account.terms, locale, known, lambda target: target)
        sent = render(terms, account.terms, locale, known, lambda _: link)
        return _shown(shown, sent, account.terms)

    return PreviewView(
        account_id=account.id,
        currency=account.terms.currency,
        missing=sorted(name for name in required if not given.get(name)),
        unknown=sorted(given.keys() - terms.variables.keys()),
        messages=[*map(message, terms.texts)],
    )


def _shown(content: Content, sent: Content, account: AccountTerms) -> RenderedView:
    return RenderedView(
        locale=content.language,
        subject=content.subject.clear,
        text=content.text.clear,
        html=content.html.clear,
        url=content.url.clear,
        sms=_sms(sent, account),
        cost_micros=sent.units * account.unit_cost_micros,
    )


def _sms(content: Content, account: AccountTerms) -> SmsView | None:
    if account.channel is not Channel.SMS:
        return None
    counted = segments_of(account.prefix + content.text.clear, is_wide=account.counts_wide)
    return SmsView(encoding=counted.encoding, length=counted.length, segments=counted.count)
