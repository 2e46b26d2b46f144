"""Languages of people and of what they read, by their tags: `zh-CN`, `en`, `zh-Hant-HK`."""

from typing import Annotated

from msgspec import Meta

LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(?!\n)$"
NO_LANGUAGE = "Send a language such as zh-CN or en."

Language = Annotated[str, Meta(pattern=LANGUAGE, extra={"says": NO_LANGUAGE})]
"""In capitals or not: it is kept as `written`."""


def written(language: str) -> str:
    """As its standard (BCP 47) writes it: `zh-cn` as `zh-CN`, `ZH-HANT-hk` as `zh-Hant-HK`."""
    first, *others = language.split("-")
    return "-".join([first.lower(), *map(_part, others)])


def _part(text: str) -> str:
    """Four letters are a script, all else is a country or region."""
    return text.title() if len(text) == 4 else text.upper()
