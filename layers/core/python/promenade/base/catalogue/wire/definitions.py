"""What attributes a category's products have, on the wire."""

from typing import Annotated, Any

from msgspec import Meta

from promenade.base.catalogue.model.attributes import (
    MAX_DEFINITIONS,
    Definition,
    Definitions,
    Governing,
    Type,
)
from promenade.base.catalogue.service.definitions import Shown
from promenade.base.catalogue.wire.fields import Choices, Word, text
from promenade.kit.decoding import Strict, View
from promenade.kit.http.routes import Call


class DefinitionBody(Strict, frozen=True, kw_only=True):
    """A number may have a `unit`, in which its values are; a choice has `choices`, a boolean is
    true or false. Products need what `is_required`."""

    name: Word
    type: Type
    unit: Word | None = None
    choices: Choices = ()
    is_required: bool = False


class DefinitionsBody(Strict, frozen=True):
    """All of the category's own. What products have values of stays, of its type and in its unit;
    so does a choice that was taken. What a category above or below has by the same name is of the
    same type and in the same unit here."""

    attributes: Annotated[tuple[DefinitionBody, ...], Meta(max_length=MAX_DEFINITIONS)]


class DefinitionView(View, frozen=True):
    """`category` is the one whose own it is: this one, or one above it."""

    category: str
    name: str
    type: Type
    unit: str | None
    choices: list[str]
    is_required: bool


class DefinitionsView(View, frozen=True):
    """All that holds for products of the category, inherited first; `version` is of its own, 0
    while it has none."""

    category: str
    attributes: list[DefinitionView]
    version: int


def read_definitions(call: Call[DefinitionsBody, Any]) -> Definitions:
    """As they shall be, at the version that was looked at."""
    own = tuple(_read(each) for each in call.body.attributes)
    return Definitions(category=call.path["category_id"], attributes=own, version=call.if_match)


def show_definitions(shown: Shown) -> DefinitionsView:
    return DefinitionsView(
        category=shown.category,
        attributes=[_show(each) for each in shown.rules],
        version=shown.version,
    )


def _read(body: DefinitionBody) -> Definition:
    return Definition(
        name=text(body.name),
        type=body.type,
        unit=None if body.unit is None else text(body.unit),
        choices=tuple(map(text, body.choices)),
        is_required=body.is_required,
    )


def _show(rule: Governing) -> DefinitionView:
    definition = rule.definition
    return DefinitionView(
        category=rule.category,
        name=definition.name,
        type=definition.type,
        unit=definition.unit,
        choices=list(definition.choices),
        is_required=definition.is_required,
    )
