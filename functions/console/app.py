"""The console that staff live in: its page, and what the page is made of. All else it asks of the
API, with the token of who sits before it."""

from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

import msgspec

from promenade.contracts.access import ACCESS
from promenade.contracts.paths import PATHS
from promenade.contracts.shops import shop_zone
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.files import Files
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply

app = api("console", ACCESS, PATHS)
files = Files(setting("REPORT_BUCKET"))
WHERE = {
    "client": setting("CONSOLE_CLIENT"),
    "console": setting("CONSOLE_URL"),
    "pool": setting("CONSOLE_POOL"),
    "sign_in": setting("CONSOLE_SIGN_IN"),
    "zone": shop_zone(),
}
"""It runs. A tag of the page tells it: no inline script is allowed, and a call takes time."""
STATIC = Path(__file__).with_name("static")
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What the build makes beside the page. All of it is text, which API Gateway compresses."""
KEPT = "public, max-age=31536000, immutable"


@app.on("GET /console", allow=PUBLIC, answers={200: str, 304: None}, media_type="text/html")
def open_console(_call: Call[None, None]) -> Reply:
    """Open the console, for staff."""
    return Reply(200, *_page())


@app.on(
    "GET /console/assets/{asset}",
    allow=PUBLIC,
    answers={200: str},
    raises=(NotFound,),
    media_type="*/*",
)
def get_console_asset(call: Call[None, None]) -> Reply:
    """Fetch a part of the console, to be kept for good: its name changes with its content."""
    path = STATIC / "console" / "assets" / call.path["asset"]
    if not path.is_file():
        raise NotFound("There is no such part of the console.")
    told = {"Cache-Control": KEPT, "Content-Type": TYPES[path.suffix]}
    return Reply(200, path.read_text(encoding="utf-8"), told)


@cache
def _page() -> tuple[str, dict[str, str]]:
    told = escape(msgspec.json.encode(WHERE).decode())
    page = (STATIC / "index.html").read_text(encoding="utf-8").replace("%SETTINGS%", told)
    policy = _policy()
    digest = sha256((policy + page).encode()).hexdigest()[:16]
    guarded = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
    return page, {"Cache-Control": "no-cache", "ETag": f'"{digest}"', **guarded}


def _policy() -> str:
    places = WHERE["sign_in"], WHERE["pool"], files.origin()
    called = " ".join(dict.fromkeys("/".join(each.split("/")[:3]) for each in places))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; connect-src 'self' {called}; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
