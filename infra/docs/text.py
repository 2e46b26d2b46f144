"""Texts of the description as HTML: **strong** and `code` are all the Markdown that they use."""

from html import escape


def marked_up(text: str) -> str:
    return _between(_between(escape(text), "**", "strong"), "`", "code")


def _between(text: str, mark: str, tag: str) -> str:
    plain, *marked = text.split(mark)
    for index, part in enumerate(marked):
        plain += (f"</{tag}>" if index % 2 else f"<{tag}>") + part
    return plain
