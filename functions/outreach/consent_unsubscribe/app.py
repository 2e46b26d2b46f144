"""The pages behind the link in a message. Who looks at one changes nothing (RFC 8058)."""

from functools import partial

from promenade.contracts.access import ACCESS
from promenade.contracts.consents import person_digest
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.edge import api, keyring
from promenade.kit.http.routes import Call, Reply
from promenade.kit.messages import LANGUAGES
from promenade.kit.values import replace
from promenade.outreach.consent.model.consent import Source
from promenade.outreach.consent.render.answering import HTML, answered
from promenade.outreach.consent.render.page import Pages
from promenade.outreach.consent.service.links import Link, Links
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.service.recording import person, record
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.wire import links as wire

app = api("consent_unsubscribe", ACCESS, PATHS)
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=digests()))
answer = partial(answered, Links(keyring("LINK_SECRETS")), system_clock)
ANSWERS = {200: str, 404: str, 410: str}
page = partial(app.on, allow=PUBLIC, answers=ANSWERS, media_type=HTML, languages=LANGUAGES)
head = partial(page, answers=dict.fromkeys(ANSWERS))
form = partial(page, body=bytes, max_body_bytes=wire.MAX_FORM_BYTES)


@page("GET /unsubscribe/{token}")
def open_unsubscribe_page(call: Call[None, None]) -> Reply:
    """Ask who opens the link whether they want no more, for people."""
    return answer(call, lambda link, pages: pages.asked(person(link.customer, doors), link.channel))


@head("HEAD /unsubscribe/{token}")
def look_at_unsubscribe_page(call: Call[None, None]) -> Reply:
    """Say whether the link is a good one, to programs that look before they open."""
    return replace(open_unsubscribe_page(call), body=None)


@form("POST /unsubscribe/{token}")
def unsubscribe(call: Call[bytes, None]) -> Reply:
    """Send no more advertising by the link's channel, whatever the form says.

    Mail programs send `List-Unsubscribe=One-Click`, urlencoded (RFC 8058). Again: no change."""

    def act(link: Link, pages: Pages) -> str:
        stamp, source = call.stamp(system_clock), wire.source_of(call)
        sayings = wire.withdrawals(link, [link.channel], source, stamp)
        return pages.asked(record(link.customer, sayings, stamp, doors).after, link.channel)

    return answer(call, act)


@page("GET /unsubscribe/{token}/preferences")
def open_preferences_page(call: Call[None, None]) -> Reply:
    """Show who opens the link what advertising they get, for people."""
    return answer(call, lambda link, pages: pages.preferences(person(link.customer, doors)))


@head("HEAD /unsubscribe/{token}/preferences")
def look_at_preferences_page(call: Call[None, None]) -> Reply:
    """Say whether the link is a good one, to programs that look before they open."""
    return replace(open_preferences_page(call), body=None)


@form("POST /unsubscribe/{token}/preferences", answers={**ANSWERS, 422: str})
def unsubscribe_by_channel(call: Call[bytes, None]) -> Reply:
    """Send no more advertising by `channel=email`, or `channel=all`; 422 for none of them."""

    def act(link: Link, pages: Pages) -> str:
        stamp = call.stamp(system_clock)
        sayings = wire.withdrawals(link, wire.read_channels(call), Source.FORM, stamp)
        return pages.preferences(record(link.customer, sayings, stamp, doors).after)

    return answer(call, act, 200 if wire.read_channels(call) else 422)
