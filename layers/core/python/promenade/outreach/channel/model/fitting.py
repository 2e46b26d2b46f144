"""What a template lacks to go out by its accounts: what law and providers ask of a message."""

import re
from collections.abc import Iterator, Mapping

from promenade.contracts.channels import Channel, Purpose
from promenade.kit.errors import Fault
from promenade.outreach.channel.model.account import Account, AccountTerms
from promenade.outreach.channel.model.terms import AccountUse, MessageTerms

_CODE = r"[\"“「【]?(?:TD|T|R|N|QX|STOP)[\"”」】]?(?![A-Za-z0-9])"
_REFUSE = r"(?:退[订訂](?!单|單)|拒收|取消[订訂][阅閱]|不再接收)"
_ANSWER = r"(?:回[复覆]?|发送?|發送?)\s*"
_OPT_OUT = re.compile(
    r"\b(?:reply|text|txt|send|respond)\s+(?:with\s+)?[\"'“‘]?(?:STOP|UNSUBSCRIBE|QUIT)\b"
    r"|\bSTOP[\"'”’]?\s*(?:to|2)\s*(?:opt|end|cancel|quit|unsub|stop|\+?[0-9])"
    r"|(?-i:(?<=[.,;:!/] )STOP)[.!]?\s*$"
    r"|\b(?:unsubscribe|opt[- ]?out)\s*(?::|at\b|by\b|here\b|via\b|with\b|\{\{\s*link:)"
    rf"|{_REFUSE}\s*(?:请|請|可)?\s*{_ANSWER}{_CODE}"
    rf"|{_ANSWER}{_CODE}\s*(?:即?可|以|就)?\s*{_REFUSE}"
    rf"|{_ANSWER}[\"“「【]?{_REFUSE}"
    rf"|{_REFUSE}\s*[:：]?\s*\{{\{{\s*link:",
    re.IGNORECASE,
)
"""How a text tells that no more is sent to who says so: what to answer, or where to go. The word
alone tells nobody."""


def account_faults(terms: MessageTerms, accounts: Mapping[str, Account]) -> Iterator[Fault]:
    """What keeps the accounts it names from sending it at all."""
    first = accounts.get(terms.accounts[0].account_id)
    for index, use in enumerate(terms.accounts):
        at, account = f"/accounts/{index}/account_id", accounts.get(use.account_id)
        if account is None:
            yield Fault(at, "unknown_account", "There is no such account.")
        elif account.channel is not terms.channel:
            told = "This account sends by {channel}."
            yield Fault(at, "other_channel", told, facts={"channel": account.channel.value})
        elif first and account.terms.currency != first.terms.currency:
            told = "All accounts of a template charge in one currency."
            yield Fault(at, "other_currency", told)


def obstacles(terms: MessageTerms, accounts: Mapping[str, Account]) -> Iterator[Fault]:
    """What has to be mended before others may approve it."""
    yield from account_faults(terms, accounts)
    for index, use in enumerate(terms.accounts):
        if account := accounts.get(use.account_id):
            yield from _provider(f"/accounts/{index}", use, account.terms)
    if terms.channel is Channel.SMS and terms.purpose is Purpose.MARKETING:
        yield from _opt_out(terms)
        yield from _signs(terms, accounts)


def _provider(at: str, use: AccountUse, account: AccountTerms) -> Iterator[Fault]:
    if not account.has_own_templates:
        return
    if not use.template_code:
        told = "Name the template as this provider approved it."
        yield Fault(f"{at}/template_code", "no_template_code", told)
    if account.channel is Channel.SMS and use.audit != "approved":
        told = "The provider has not approved this template yet, as far as it is told here."
        yield Fault(f"{at}/audit", "not_audited", told)


def _opt_out(terms: MessageTerms) -> Iterator[Fault]:
    for locale, text in terms.texts.items():
        if not _OPT_OUT.search(text.text):
            told = "Advertising by SMS says how to stop it, such as: 拒收请回复R, or Reply STOP."
            yield Fault(f"/texts/{locale}/text", "no_opt_out", told)


def _signs(terms: MessageTerms, accounts: Mapping[str, Account]) -> Iterator[Fault]:
    """Who sends it is told: by the provider, which puts it first, or by the text."""
    told = "Advertising by SMS says who sends it: {sign} is not in the text."
    found = [
        accounts[each.account_id].terms for each in terms.accounts if each.account_id in accounts
    ]
    own = [each.sign for each in found if each.sign and not each.counts_wide]
    for sign in dict.fromkeys(own):
        for locale, text in terms.texts.items():
            if sign not in text.text:
                yield Fault(f"/texts/{locale}/text", "no_sender_name", told, facts={"sign": sign})
