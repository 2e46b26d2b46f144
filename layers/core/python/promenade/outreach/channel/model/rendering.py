"""From a template's texts to what one person is sent. Pure: a value is text, and stays text."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Content, Link, VariableMissing
from promenade.kit.telemetry import Personal
from promenade.kit.turning import TURNING
from promenade.kit.values import Value
from promenade.outreach.channel.model.account import AccountTerms
from promenade.outreach.channel.model.parsing import Part, Slot, Target, as_read, parts_of
from promenade.outreach.channel.model.segments import segments_of

if TYPE_CHECKING:
    from promenade.outreach.channel.model.terms import MessageTerms

_UNSEEN = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{TURNING}]")
_MORE = re.compile(r"[\w/-]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Filling(Value, frozen=True):
    """`of` answers a variable's value and raises VariableMissing."""

    of: Callable[[str], str]
    link: Link

    def text(self, template: str) -> Personal:
        return Personal("".join(self._filled(template, _plain)))

    def sms(self, template: str) -> Personal:
        """Only the template's own lines: what is filled in begins none."""
        return Personal("".join(self._filled(template, one_line)))

    def line(self, template: str) -> Personal:
        """Without a break: what could end a header is a blank."""
        return Personal(one_line("".join(self._filled(template, one_line))))

    def html(self, template: str) -> Personal:
        return Personal("".join(self._filled(as_read(template), _escaped)))

    def _filled(self, template: str, form: Callable[[str], str]) -> Iterator[str]:
        """What would be read as more of a link stands a blank apart from it."""
        before: Part = ""
        for part in parts_of(template):
            filled = self._part(part, form)
            yield f" {filled}" if isinstance(before, Target) and _MORE.match(filled) else filled
            before = part

    def _part(self, part: Part, form: Callable[[str], str]) -> str:
        if isinstance(part, Slot):
            return form(self.of(part.name))
        return form(self.link(part.url)) if isinstance(part, Target) else part


def _plain(value: str) -> str:
    """Without what nobody sees or what turns the order of reading."""
    return _UNSEEN.sub("", value)


def one_line(value: str) -> str:
    """Control characters, breaks of lines above all, are a blank."""
    return _plain(_CONTROLS.sub(" ", value))


def _escaped(value: str) -> str:
    return html.escape(_plain(value))


def locale_of(wanted: str | None, known: Mapping[str, object], default: str) -> str:
    """`zh-Hans-CN` → `zh-Hans` → `zh` → the default, whatever case they are written in."""
    by_name = {each.lower(): each for each in known}
    name = (wanted or "").lower()
    while name:
        if name in by_name:
            return by_name[name]
        name = name.rpartition("-")[0]
    return default


def render(
    terms: "MessageTerms",
    account: AccountTerms,
    language: str | None,
    variables: Mapping[str, str],
    link: Link,
) -> Content:
    """As `account` sends it. Raises VariableMissing."""
    locale = locale_of(language, terms.texts, terms.default_locale)
    text, filling = terms.texts[locale], Filling(lambda name: _value(terms, variables, name), link)
    body = (filling.sms if terms.channel is Channel.SMS else filling.text)(text.text)
    return Content(
        locale,
        body,
        subject=filling.line(text.subject),
        html=filling.html(text.html),
        url=filling.line(text.url),
        template_code=terms.accounts[0].template_code,
        parameters={each.name: filling.line(each.text) for each in terms.parameters},
        units=units_of(body, account),
    )


def units_of(text: Personal, account: AccountTerms) -> int:
    if account.channel is not Channel.SMS:
        return 1
    return segments_of(account.prefix + text.clear, is_wide=account.counts_wide).count


def _value(terms: "MessageTerms", variables: Mapping[str, str], name: str) -> str:
    """A value that is blank is missing."""
    given = variables.get(name) or ""
    if "".join(given.split()):
        return Personal(given).clear
    default = terms.variables[name].default
    if default is None:
        told = f"There is no value for {name}."
        raise VariableMissing(told, variable=name)
    return default
