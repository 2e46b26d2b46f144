"""HTML that cannot be broken out of: text is escaped, markup is only what was built here."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Content = str | Iterable[str]


def el(name: str, content: Content = "", /, **attributes: object) -> Markup:
    """`class_` stands for class, `aria_label` for aria-label; attributes of None are left out."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{shown}>{_inside(content)}</{name}>")


def join(parts: Iterable[str]) -> Markup:
    return Markup("".join(map(_inside, parts)))


def _inside(content: Content) -> str:
    if isinstance(content, Markup):
        return str(content)
    return escape(content, quote=False) if isinstance(content, str) else join(content)
