"""What the page is shown with; it asks for each by the digest of its content."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from promenade.kit.values import Value


class Asset(Value, frozen=True):
    text: str
    digest: str


@cache
def asset(name: str) -> Asset:
    """`sale.css` or `sale.js`."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return Asset(text, sha256(text.encode()).hexdigest()[:16])
