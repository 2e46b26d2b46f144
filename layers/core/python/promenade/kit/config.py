"""The one reader of settings. A missing one fails at cold start, by name."""

import os


class MissingSetting(RuntimeError):
    def __init__(self, name: str) -> None:
        super().__init__(f"The setting {name} is not set; template.yaml declares it per function.")


def setting(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise MissingSetting(name)
    return value
