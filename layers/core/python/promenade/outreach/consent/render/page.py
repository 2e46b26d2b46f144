"""The pages behind a link: one question with a button, and what is got by each channel. They need
no script, and name nobody."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256

from promenade.contracts.channels import Channel, Purpose
from promenade.kit.markup import Markup, el
from promenade.outreach.consent.model.person import Person
from promenade.outreach.consent.render.words import CHANNELS, SAYS, TAGS

_STYLE = (
    "body{margin:0;font:17px/1.5 system-ui,sans-serif;color:#1c1c1e;background:#f4f4f6}"
    "main{max-width:32rem;margin:0 auto;padding:2rem 1.25rem}"
    "h1{font-size:1.35rem}p{margin:.75rem 0}.soft{color:#55555c}"
    "form{margin:1rem 0}li{margin:1rem 0;list-style:none}ul{padding:0}"
    "button{font:inherit;min-height:3rem;width:100%;border:0;border-radius:.75rem;color:#fff;"
    "background:#0b57d0}a{color:#0b57d0}"
    "@media(prefers-color-scheme:dark){body{color:#f2f2f7;background:#1c1c1e}.soft{color:#aeaeb2}"
    "a{color:#8ab4f8}}"
)
_DIGEST = b64encode(sha256(_STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class Pages:
    """Of one link, in one language."""

    def __init__(self, language: str, token: str) -> None:
        self._index = list(TAGS).index(language)
        self._token = token

    def asked(self, person: Person, channel: Channel) -> str:
        """The question, or its answer where that was given."""
        is_refused = _is_refused(person, channel)
        return self._page(self._stopped(channel) if is_refused else self._question(channel))

    def preferences(self, person: Person) -> str:
        return self._page(self._preferences(person))

    def refusal(self, name: str) -> str:
        """`forged` or `expired`."""
        return self._page([el("p", self._word(name))])

    def _question(self, channel: Channel) -> Iterator[Markup]:
        yield el("h1", self._word("ask", channel))
        yield el("form", el("button", self._word("stop"), type="submit"), method="post")
        yield el("p", self._word("explained"), class_="soft")
        yield self._way_on()

    def _stopped(self, channel: Channel) -> Iterator[Markup]:
        yield el("h1", self._word("stopped", channel), role="status")
        yield el("p", self._word("again"), class_="soft")
        yield self._way_on()

    def _way_on(self) -> Markup:
        """Relative, under whatever stage the page was opened."""
        return el("p", el("a", self._word("manage"), href=f"{self._token}/preferences"))

    def _preferences(self, person: Person) -> Iterator[Markup]:
        yield el("h1", self._word("managed"))
        got = [channel for channel in Channel if _is_given(person, channel)]
        yield el("ul", [el("li", [*self._of_channel(each, got)]) for each in Channel])
        yield self._button("all", "stop_all")
        yield el("p", self._word("again"), class_="soft")

    def _of_channel(self, channel: Channel, got: Sequence[Channel]) -> Iterator[Markup]:
        yield el("span", self._word("gets" if channel in got else "gets_none", channel))
        if channel in got:
            yield self._button(channel, "stop")

    def _button(self, channel: str, word: str) -> Markup:
        named = {"name": "channel", "value": channel}
        return el("form", el("button", self._word(word), type="submit", **named), method="post")

    def _word(self, name: str, channel: Channel | None = None) -> str:
        shown = CHANNELS[channel][self._index] if channel else ""
        return SAYS[name][self._index].format(channel=shown)

    def _page(self, parts: Iterator[Markup] | Sequence[Markup]) -> str:
        tag = list(TAGS.values())[self._index]
        head = Markup(
            '<head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="robots" content="noindex">'
            f"{el('title', self._word('title'))}<style>{_STYLE}</style></head>"
        )
        body = el("body", el("main", [*parts]))
        return f"<!doctype html>\n{el('html', [head, body], lang=tag)}\n"


def _is_refused(person: Person, channel: Channel) -> bool:
    found = person.consent(channel, Purpose.MARKETING)
    return bool(person.erased_at) or bool(found and found.state == "withdrawn")


def _is_given(person: Person, channel: Channel) -> bool:
    found = person.consent(channel, Purpose.MARKETING)
    return bool(found and found.state == "given")
