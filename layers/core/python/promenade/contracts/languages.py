"""Languages of people and of what they read, by their tags: `zh-CN`, `en`, `zh-Hant-HK`."""

from typing import Annotated

from msgspec import Meta

LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(?!\n)$"
NO_LANGUAGE = "Send a language such as zh-CN or en."

Language = Annotated[str, Meta(pattern=LANGUAGE, extra={"says": NO_LANGUAGE})]
