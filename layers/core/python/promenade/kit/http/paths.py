"""What stands between the slashes: the parameters of paths."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from promenade.kit.errors import Fault
from promenade.kit.values import Value


class Parameter(Value, frozen=True):
    """`form` makes one spelling of all that mean the same; `pattern` and `max_length` are of that
    spelling. `says` tells people what to send."""

    pattern: str
    says: str
    form: Callable[[str], str] = str
    max_length: int = 64


Paths = Mapping[str, Parameter]
"""Parameters by name."""

NONE: Paths = {}


def parameters_of(path: str, known: Paths) -> Paths:
    """Raises LookupError for a parameter that is none of the `known`."""
    names: list[str] = re.findall(r"\{(\w+)\}", path)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise LookupError(f"{path}: nobody says what {unknown} may be.")
    return {name: known[name] for name in names}


def decoded(segment: str) -> str:
    """For texts of any characters, in the form in which `kit.text` keeps texts. A REST API hands a
    segment on as it was sent, so that a slash in it is `%2F`, and this decodes it, once."""
    return unicodedata.normalize("NFC", unquote(segment))


def read_path(values: Mapping[str, str], paths: Paths, faults: list[Fault]) -> dict[str, str]:
    """Each value in its one form; what has none, or is no UTF-8, is added to `faults`."""
    return {name: _read(name, values[name], paths[name], faults) for name in values}


def _read(name: str, text: str, parameter: Parameter, faults: list[Fault]) -> str:
    if text.isprintable() or all(map(_is_visible, text)):
        found = parameter.form(text)
        is_whole = "\ufffd" not in found and len(found) <= parameter.max_length
        if is_whole and re.fullmatch(parameter.pattern, found):
            return found
    faults.append(Fault(f"/{name}", "malformed", parameter.says, "path"))
    return text


def _is_visible(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"
