"""What whoever opens a link of a message is answered: a page, and how it may be shown."""

from collections.abc import Callable
from typing import Any

from promenade.kit.clock import Clock
from promenade.kit.http.routes import Call, Reply
from promenade.outreach.consent.render.page import POLICY, Pages
from promenade.outreach.consent.service.links import Link, LinkExpired, LinkForged, Links

HTML = "text/html; charset=utf-8"


def answered(
    links: Links,
    clock: Clock,
    call: Call[Any, None],
    act: Callable[[Link, Pages], str],
    status: int = 200,
) -> Reply:
    """`act` says the page of a good link, answered with `status`."""
    told = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"}
    told |= {"Content-Language": call.language, "Vary": "Accept-Language"}
    token, pages = call.path["token"], Pages(call.language, call.path["token"])
    try:
        return Reply(status, act(links.read(token, clock()), pages), told)
    except LinkForged:
        return Reply(404, pages.refusal("forged"), told)
    except LinkExpired:
        return Reply(410, pages.refusal("expired"), told)
