"""The page behind a link that leads nowhere. It needs no script, and says nothing of anybody."""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

from promenade.kit.markup import Markup, el

Reason = Literal["forged", "expired"]
_STYLE = (
    "body{margin:0;font:17px/1.5 system-ui,sans-serif;color:#1c1c1e;background:#f4f4f6}"
    "main{max-width:32rem;margin:0 auto;padding:2rem 1.25rem}h1{font-size:1.35rem}"
    "@media(prefers-color-scheme:dark){body{color:#f2f2f7;background:#1c1c1e}}"
)
_DIGEST = b64encode(sha256(_STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; frame-ancestors 'none'"
)
_TAGS = {"en": "en", "zh": "zh-CN"}
_TITLES = {"en": "This link leads nowhere", "zh": "此链接无法打开"}
_SAYS: Mapping[Reason, Mapping[str, str]] = {
    "forged": {
        "en": "It is not one of ours, or a part of it is missing. Open it from the message again.",
        "zh": "此链接无效或不完整。请从原消息中重新打开。",
    },
    "expired": {
        "en": "It was sent too long ago. Visit the shop, or open the link of a newer message.",
        "zh": "此链接已过期。请直接访问商城，或打开较新消息中的链接。",
    },
}


def page(reason: Reason, language: str) -> str:
    title = _TITLES[language]
    main = el("main", [el("h1", title), el("p", _SAYS[reason][language])])
    head = Markup(
        '<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"{el('title', title)}<style>{_STYLE}</style></head>"
    )
    shown = el("html", [head, el("body", main)], lang=_TAGS[language])
    return f"<!doctype html>\n{shown}\n"
