"""What the page is shown with; it asks for each by the digest of its content."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from promenade.kit.values import Value

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


class Asset(Value, frozen=True):
    media_type: str
    text: str
    digest: str


@cache
def asset(name: str) -> Asset:
    """`sale.css` or `sale.js`."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    digest = sha256(text.encode()).hexdigest()[:16]
    return Asset(_KINDS[name.rpartition(".")[2]], text, digest)
