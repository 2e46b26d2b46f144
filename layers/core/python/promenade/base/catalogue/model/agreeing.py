"""Of one name there is one type and one unit in a tree: a value means the same wherever in it its
product stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from promenade.base.catalogue.model.attributes import Definition, Definitions, governing, is_alike
from promenade.kit.codes import label
from promenade.kit.errors import Conflict, Fault

_ABOVE = (
    "“{attribute}” is {there} in the category “{category}” above; here it would be {here}."
    " Define it alike."
)
_BELOW = (
    "“{attribute}” is {there} in the category “{category}” below; here it would be {here}."
    " Define it alike."
)


class DefinitionsDiffer(Conflict):
    """The category has an attribute of another type or unit than one above it would have."""


def novel(before: Definitions | None, asked: Sequence[Definition]) -> dict[int, Definition]:
    """Those that are new, or of another type or unit than before, by their places."""
    had = {label(each.name): each for each in before.attributes} if before else {}
    return {
        place: each
        for place, each in enumerate(asked)
        if (old := had.get(label(each.name))) is None or not is_alike(old, each)
    }


def disagreements(
    asked: Mapping[int, Definition],
    above: Sequence[str],
    below: Iterable[str],
    known: Mapping[str, Definitions],
) -> Iterator[Fault]:
    """With what governs it from `above`, root first, and with what is its own `below`."""
    inherited = governing(above, known)
    beneath = [governing([each], known) for each in below]
    for place, each in asked.items():
        name = label(each.name)
        for rules, detail in ((inherited, _ABOVE), *((own, _BELOW) for own in beneath)):
            if (rule := rules.get(name)) and not is_alike(rule.definition, each):
                facts = _facts(each, rule.definition, rule.category)
                yield Fault(_pointer(place, each, rule.definition), "differs", detail, facts=facts)
                break


def check_move(category: str, above: Sequence[str], known: Mapping[str, Definitions]) -> None:
    """Of a category with what is its own, below others. Raises DefinitionsDiffer."""
    inherited = governing(above, known)
    for name, rule in governing([category], known).items():
        met = inherited.get(name)
        if met and not is_alike(met.definition, rule.definition):
            facts = _facts(rule.definition, met.definition, met.category)
            told = (
                f"“{facts['attribute']}” is {facts['there']} in the category “{met.category}”"
                f" and {facts['here']} in this one: define it alike before you move it there."
            )
            raise DefinitionsDiffer(told, **facts)


def _facts(here: Definition, there: Definition, category: str) -> dict[str, str]:
    return {
        "attribute": here.name,
        "there": _told(there),
        "category": category,
        "here": _told(here),
    }


def _told(definition: Definition) -> str:
    return f"{definition.type} ({definition.unit})" if definition.unit else definition.type


def _pointer(place: int, here: Definition, there: Definition) -> str:
    return f"/attributes/{place}/{'unit' if here.type == there.type else 'type'}"
