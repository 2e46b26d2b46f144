"""Every published fact: those of all files beside this one."""

from importlib import import_module
from pkgutil import iter_modules

from promenade import contracts
from promenade.kit.facts import Fact


def published() -> dict[tuple[str, str], type[Fact]]:
    """(publisher, name) → type. What facts share is said by a class above them, which is none."""
    names = (module.name for module in iter_modules(contracts.__path__, f"{contracts.__name__}."))
    values = [value for name in names for value in vars(import_module(name)).values()]
    facts = [value for value in values if isinstance(value, type) and issubclass(value, Fact)]
    return {(each.publisher, each.__name__): each for each in facts if not each.__subclasses__()}
