"""What in the catalogue itself names an entry of its registers: contracts.dependents.Dependents."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from promenade.base.catalogue.store.tags import DynamoTagStore
from promenade.contracts.dependents import Dependent, DependentKind, Turn


class DynamoRuleDependents:
    def of(self, turn: Turn, at: datetime) -> Iterator[Dependent]:  # noqa: ARG002
        """Rules of tags; nothing lags."""
        if turn.goes is None:
            return
        for tag in DynamoTagStore().sweep().rules.naming(turn.goes):
            yield Dependent(
                kind=DependentKind.TAG_RULE,
                id=tag,
                name=tag,
                how="names",
                state="active",
                path=f"/tags/{quote(tag, safe='')}",
                is_bound=True,
            )
