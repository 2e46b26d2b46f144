"""What a template says: texts by language, variables, and the accounts it goes out by."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.messages import NO_PLACES, is_placeless
from promenade.contracts.references import LINE_OR_NONE
from promenade.kit.errors import Fault
from promenade.kit.ids import Id
from promenade.kit.values import Clause, Document
from promenade.outreach.channel.model import pages
from promenade.outreach.channel.model.account import CodeOrNone
from promenade.outreach.channel.model.parsing import as_read, faults_of_address, slots, targets
from promenade.outreach.channel.model.parsing import faults as faults_of_places

NO_PLACE = "Send 1 to 40 letters, digits or _."
NO_LOCALE = "Send a language, such as zh-CN."

Locale = Annotated[
    str,
    Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}(?!\n)$", extra={"says": NO_LOCALE}),
]
Audit = Literal["unknown", "pending", "approved", "rejected"]

_PER_CHANNEL: Mapping[Channel, frozenset[str]] = {
    Channel.SMS: frozenset({"text"}),
    Channel.EMAIL: frozenset({"text", "subject", "html"}),
    Channel.WECHAT: frozenset({"text", "url"}),
    Channel.WEIBO: frozenset({"text", "url"}),
    Channel.IN_APP: frozenset({"text", "subject", "url"}),
    Channel.WEBHOOK: frozenset({"text", "subject", "url"}),
}
_NEEDED: Mapping[Channel, frozenset[str]] = {Channel.EMAIL: frozenset({"text", "subject"})}
_MOST_SMS = 1_000


class Variable(Clause, frozen=True):
    """One without a default is required: who has no value for it is not sent the message. `example`
    is what previews show. `name` is what the shop calls a person, by channels with an address."""

    example: Annotated[str, Meta(min_length=1, max_length=200)]
    default: Annotated[str, Meta(min_length=1, max_length=200)] | None = None


class Text(Clause, frozen=True):
    """In one language, with places to fill: `{{name}}`, `{{link:https://shop.example/sale}}`.
    `text` is all of an SMS, and what a mail shows where it shows no `html`, which shows and does
    nothing by itself: text, tables, images and styles, and no scripts, forms, frames or embedded
    things; its addresses begin with https://, mailto: or tel:, or are links to fill. Of advertising
    by SMS `text` says how to stop it: `Reply STOP`, `STOP to opt out`, `Unsubscribe: {{link:…}}`,
    `拒收请回复R`, `退订回T`, `回TD退订`, or at its end, after a comma or the like, `STOP`."""

    text: Annotated[str, Meta(min_length=1, max_length=10_000)]
    subject: Annotated[str, Meta(max_length=200, pattern=LINE_OR_NONE)] = ""
    html: Annotated[str, Meta(max_length=30_000)] = ""
    url: Annotated[str, Meta(max_length=1_200)] = ""


class AccountUse(Clause, frozen=True):
    """`template_code` names the template as the provider approved it, and `audit` is how far that
    came: a Chinese SMS goes out by one that was approved."""

    account_id: Id
    template_code: CodeOrNone = ""
    audit: Audit = "unknown"


class Parameter(Clause, frozen=True):
    """What goes into a place of the provider's own template, by its name there; its `text` has
    places of ours to fill."""

    name: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_]{1,40}(?!\n)$", extra={"says": NO_PLACE})]
    text: Annotated[str, Meta(min_length=1, max_length=1_200)]


class MessageTerms(Document, frozen=True):
    """`accounts` are tried in their order; `parameters` are in that of the provider's template."""

    name: str
    channel: Channel
    purpose: Purpose
    accounts: tuple[AccountUse, ...]
    texts: dict[str, Text]
    default_locale: str
    variables: dict[str, Variable] = {}  # noqa: RUF012  each value gets its own
    parameters: tuple[Parameter, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """The addresses that its texts link to, each once."""
        found = (url for text in self._all_texts() for url in targets(text))
        return tuple(dict.fromkeys(found))

    @property
    def used(self) -> frozenset[str]:
        return frozenset().union(*map(slots, self._all_texts()))

    def _all_texts(self) -> Iterator[str]:
        yield from (text for _, text in _places(self))


def faults(terms: MessageTerms) -> Iterator[Fault]:
    """What is wrong with it, whichever accounts it goes out by."""
    broken = [found for at, text in _places(terms) for found in faults_of_places(text, at)]
    yield from broken
    if not broken:
        yield from _variables(terms)
        yield from _addresses(terms)
    for locale, text in terms.texts.items():
        yield from pages.faults(text.html, f"/texts/{locale}/html")
    yield from _locales(terms)
    yield from _fields(terms)
    yield from _accounts(terms)


def _places(terms: MessageTerms) -> Iterator[tuple[str, str]]:
    """(pointer, text) of every text with places to fill."""
    for locale, text in terms.texts.items():
        for field in ("text", "subject", "html", "url"):
            if given := getattr(text, field):
                yield f"/texts/{locale}/{field}", as_read(given) if field == "html" else given
    for index, each in enumerate(terms.parameters):
        yield f"/parameters/{index}/text", each.text


def _variables(terms: MessageTerms) -> Iterator[Fault]:
    used = set[str]()
    for at, text in _places(terms):
        used |= (found := slots(text))
        for name in sorted(found - terms.variables.keys()):
            told = "The variable {name} is not declared: add it to variables."
            if name == "link":
                told = "A link is written {{{{link:https://shop.example/}}}}."
            yield Fault(at, "unknown_variable", told, facts={"name": name})
    for name in sorted(terms.variables.keys() - used):
        told = "No text uses the variable {name}: leave it out."
        yield Fault(f"/variables/{name}", "unused_variable", told, facts={"name": name})
    for name, each in terms.variables.items():
        for field in ("example", "default"):
            if not is_placeless(getattr(each, field) or ""):
                yield Fault(f"/variables/{name}/{field}", "wrong_value", NO_PLACES)


def _addresses(terms: MessageTerms) -> Iterator[Fault]:
    for locale, text in terms.texts.items():
        if text.url:
            yield from faults_of_address(text.url, f"/texts/{locale}/url")


def _locales(terms: MessageTerms) -> Iterator[Fault]:
    if terms.default_locale not in terms.texts:
        told = "There is no text in {locale}, the default language."
        facts = {"locale": terms.default_locale}
        yield Fault("/default_locale", "no_default_text", told, facts=facts)
    seen = set[str]()
    for locale in terms.texts:
        if locale.lower() in seen:
            yield Fault(f"/texts/{locale}", "repeated", "Name each language once.")
        seen.add(locale.lower())


def _fields(terms: MessageTerms) -> Iterator[Fault]:
    """What the channel has no place for, or cannot do without."""
    for locale, text in terms.texts.items():
        for field in ("subject", "html", "url"):
            has, at = bool(getattr(text, field)), f"/texts/{locale}/{field}"
            if has and field not in _PER_CHANNEL[terms.channel]:
                yield Fault(at, "not_of_channel", "Messages of this channel have none.")
            if not has and field in _NEEDED.get(terms.channel, ()):
                yield Fault(at, "missing", "This field is required.")
        if terms.channel is Channel.SMS and len(text.text) > _MOST_SMS:
            told = "An SMS has at most {most} characters."
            facts = {"most": _MOST_SMS}
            yield Fault(f"/texts/{locale}/text", "too_long", told, facts=facts)


def _accounts(terms: MessageTerms) -> Iterator[Fault]:
    named = [each.account_id for each in terms.accounts]
    for index, id_ in enumerate(named):
        if id_ in named[:index]:
            yield Fault(f"/accounts/{index}/account_id", "repeated", "Name each account once.")
    names = [each.name for each in terms.parameters]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Fault(f"/parameters/{index}/name", "repeated", "Name each parameter once.")
