"""Where the links and pictures of messages lead. Who follows one changes nothing but its touch."""

from functools import partial

from promenade.contracts.access import ACCESS
from promenade.contracts.paths import PATHS
from promenade.customer.tracking.render.page import POLICY, page
from promenade.customer.tracking.service.links import LinkExpired, LinkForged, Marks
from promenade.customer.tracking.service.touching import Doors, led_to, touch
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.customer.tracking.store.touches import DynamoTouchStore
from promenade.customer.tracking.wire import links as wire
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.edge import api, digest_ring
from promenade.kit.http.routes import Call, Reply
from promenade.kit.messages import LANGUAGES
from promenade.kit.queues import Queue
from promenade.kit.values import replace

app = api("tracking_links", ACCESS, PATHS)
queue = Queue(setting("TRACKING_TOUCHES_QUEUE_URL"))
marks = Marks(digest_ring("LINK_SECRETS"))
doors = Doors(marks, DynamoLinkStore(), DynamoTouchStore(), queue)
HTML = "text/html; charset=utf-8"
link = partial(app.on, allow=PUBLIC, reads=wire.HEADERS, languages=LANGUAGES, media_type=HTML)
picture = partial(
    app.on, allow=PUBLIC, reads=wire.HEADERS, raises=(NotFound,), media_type="image/gif"
)


@link("GET /l/{link}", answers={302: None, 404: str, 410: str})
def follow_link(call: Call[None, None]) -> Reply:
    """Lead on who follows a link of a message.

    It leads where the message said, and nowhere else. Who followed it is kept, once a minute."""
    return answer(call)


@link("HEAD /l/{link}", answers={302: None, 404: None, 410: None})
def look_at_link(call: Call[None, None]) -> Reply:
    """Say where a link of a message leads, to programs that look before they follow."""
    return replace(answer(call), body=None)


@picture("GET /o/{link}", answers={200: str})
def fetch_picture(call: Call[None, None]) -> Reply:
    """Send the picture of one pixel that tells that a mail was opened."""
    stamp = call.stamp(system_clock)
    sight = wire.read_sight(call, stamp)
    try:
        touch(led_to(call.path["link"], sight, doors, is_open=True), sight, stamp, doors)
    except (LinkForged, LinkExpired):
        raise NotFound("There is no such picture.") from None
    return Reply(200, wire.PICTURE)


@picture("HEAD /o/{link}", answers={200: None})
def look_at_picture(call: Call[None, None]) -> Reply:
    """Say that there is such a picture, to programs that look before they fetch."""
    return replace(fetch_picture(call), body=None)


def answer(call: Call[None, None]) -> Reply:
    stamp = call.stamp(system_clock)
    sight = wire.read_sight(call, stamp)
    told = {"Referrer-Policy": "no-referrer", "Content-Security-Policy": POLICY}
    told |= {"Content-Language": call.language, "Vary": "Accept-Language"}
    try:
        led = led_to(call.path["link"], sight, doors, is_open=False)
    except LinkForged:
        return Reply(404, page("forged", call.language), told)
    except LinkExpired:
        return Reply(410, page("expired", call.language), told)
    return Reply(302, headers=told | {"Location": touch(led, sight, stamp, doors)})
