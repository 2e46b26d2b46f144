"""What attributes the products of a category have: of which type, and which they need.

A category's definitions hold for what is below it too; of two by one name the nearer one counts.
What no definition names stays free text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from promenade.kit.codes import label
from promenade.kit.counting import counted
from promenade.kit.errors import Conflict, Fault, Stale
from promenade.kit.values import Document, Value

MAX_DEFINITIONS = 20
MAX_CHOICES = 30
_HAVE = ("product has", "products have")
_TRUTHS = {"true": "true", "false": "false"}
_number = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")

Type = Literal["text", "number", "choice", "boolean"]

_WANTED: Mapping[Type, tuple[str, str]] = {
    "text": ("blank", "“{attribute}” needs a text."),
    "number": ("not_a_number", "Send “{attribute}” as a number, such as 12.5."),
    "choice": ("unknown_choice", "“{attribute}” is one of {choices}."),
    "boolean": ("not_a_boolean", "“{attribute}” is true or false."),
}


class DefinitionInUse(Conflict):
    """Products have values of it: it keeps its type, its unit, and the choices that were taken."""


class Counted(Stale):
    """Values came or went while something was given up: look again."""


class Definition(Document, frozen=True, kw_only=True):
    """`unit` is of numbers, `choices` are of choices."""

    name: str
    type: Type
    unit: str | None = None
    choices: tuple[str, ...] = ()
    is_required: bool = False


class Definitions(Value, frozen=True, kw_only=True):
    """A category's own."""

    category: str
    attributes: tuple[Definition, ...] = ()
    version: int = 0


class Uses(Value, frozen=True):
    """How many products have a value of each definition, and took each choice. `revision` counts
    the changes of these numbers."""

    counts: Mapping[str, int] = {}
    revision: int = 0


class Governing(Value, frozen=True):
    """A definition, and the category whose own it is."""

    category: str
    definition: Definition


class Conformed(Value, frozen=True):
    """Attributes in the one form that is kept. `counted` says in which category's numbers each of
    them counts."""

    attributes: Mapping[str, str]
    counted: Mapping[str, str]
    faults: tuple[Fault, ...]


def governing(path: Sequence[str], known: Mapping[str, Definitions]) -> dict[str, Governing]:
    """By what all spellings of a name have in common; root first."""
    found: dict[str, Governing] = {}
    for category in path:
        own = known[category].attributes if category in known else ()
        found |= {label(each.name): Governing(category, each) for each in own}
    return found


def conform(given: Mapping[str, str], rules: Mapping[str, Governing]) -> Conformed:
    attributes: dict[str, str] = {}
    counted: dict[str, str] = {}
    faults: list[Fault] = []
    for name, text in given.items():
        rule = rules.get(label(name))
        if rule is None:
            attributes[name] = text
            continue
        value = value_of(text, rule.definition)
        if value is None:
            faults.append(_misfit(name, rule.definition))
            continue
        attributes[rule.definition.name] = value
        counted |= dict.fromkeys(counters(rule.definition, value), rule.category)
    faults += _missing(given, rules)
    return Conformed(attributes, counted, tuple(faults))


def is_alike(one: Definition, other: Definition) -> bool:
    """Of one type and in one unit: what is a value of one is the same as a value of the other."""
    return (one.type, one.unit) == (other.type, other.unit)


def counters(definition: Definition, value: str | None = None) -> list[str]:
    """By what a value of it is counted."""
    name = label(definition.name)
    if definition.type == "choice" and value is not None:
        return [name, f"{name}={label(value)}"]
    return [name]


def definition_faults(asked: Sequence[Definition]) -> Iterator[Fault]:
    """What is wrong with definitions as asked for."""
    names: set[str] = set()
    for index, each in enumerate(asked):
        yield from (fault.within(f"/attributes/{index}") for fault in _own_faults(each))
        if label(each.name) in names:
            pointer, detail = f"/attributes/{index}/name", "Another attribute here has this name."
            yield Fault(pointer, "repeated", detail)
        names.add(label(each.name))


def check_uses(before: Definitions, asked: Sequence[Definition], uses: Uses) -> bool:
    """Whether anything is given up that must not be in use. Raises DefinitionInUse."""
    given_up = [*_given_up(before, asked)]
    for definition, counter, choice in given_up:
        count = uses.counts.get(counter, 0)
        if not count:
            continue
        if choice is None:
            told = f"{counted(count, *_HAVE)} “{definition.name}”: it keeps its type and its unit."
            raise DefinitionInUse(told, attribute=definition.name, count=count)
        told = f"{counted(count, *_HAVE)} “{choice}” as “{definition.name}”: the choice stays."
        raise DefinitionInUse(told, attribute=definition.name, choice=choice, count=count)
    return bool(given_up)


def _given_up(
    before: Definitions, asked: Sequence[Definition]
) -> Iterator[tuple[Definition, str, str | None]]:
    """(definition, what counts its uses, the choice if only that is given up)"""
    after = {label(each.name): each for each in asked}
    for old in before.attributes:
        new = after.get(label(old.name))
        if new is None or not is_alike(new, old):
            yield old, counters(old)[0], None
            continue
        kept = {label(choice) for choice in new.choices}
        for choice in old.choices:
            if label(choice) not in kept:
                yield old, counters(old, choice)[1], choice


def _own_faults(each: Definition) -> Iterator[Fault]:
    if each.unit is not None and each.type != "number":
        yield Fault("/unit", "unexpected", "Only a number has a unit.")
    if each.type == "choice" and not each.choices:
        yield Fault("/choices", "missing", "Say what can be chosen.")
    if each.type != "choice" and each.choices:
        yield Fault("/choices", "unexpected", "Only a choice has choices.")
    if len({label(choice) for choice in each.choices} - {""}) < len(each.choices):
        yield Fault("/choices", "repeated", "Send each choice once, and none that is blank.")


def value_of(text: str, definition: Definition) -> str | None:
    """In the one form that is kept; None of what it cannot be."""
    if definition.type == "text":
        return text or None
    if definition.type == "number":
        return f"{Decimal(text).normalize() + 0:f}" if _number.fullmatch(text) else None
    if definition.type == "boolean":
        return _TRUTHS.get(label(text))
    return {label(choice): choice for choice in definition.choices}.get(label(text))


def _misfit(name: str, definition: Definition) -> Fault:
    """Says what it has to be."""
    code, detail = _WANTED[definition.type]
    facts = {"attribute": definition.name, "choices": ", ".join(definition.choices)}
    if definition.type == "number" and definition.unit:
        detail = "Send “{attribute}” as a number of {unit}, such as 12.5."
        facts["unit"] = definition.unit
    return Fault(pointer_of(name), code, detail, facts={k: v for k, v in facts.items() if v})


def _missing(given: Mapping[str, str], rules: Mapping[str, Governing]) -> Iterator[Fault]:
    there = {label(name) for name in given}
    for name, rule in rules.items():
        if rule.definition.is_required and name not in there:
            facts = {"attribute": rule.definition.name}
            detail = "Products of this category need “{attribute}”."
            yield Fault(pointer_of(rule.definition.name), "missing", detail, facts=facts)


def pointer_of(name: str) -> str:
    return f"/attributes/{name.replace('~', '~0').replace('/', '~1')}"
