"""Facts as those read them whom they concern."""

from typing import Any, ClassVar

import msgspec
import pytest

from promenade.kit.errors import Invalid
from promenade.kit.facts import Fact, UnknownSchema, read


class TeaPoured(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.tea"
    schema: ClassVar[int] = 2

    cups: int


def message(schema: int = 2, **told: Any) -> bytes:
    detail = {
        "event_id": "POT#1/-@1",
        "schema": schema,
        "occurred_at": "2026-01-05T09:30:00Z",
        "correlation_id": "c-1",
        "actor": "staff:maria",
        "data": told,
    }
    return msgspec.json.encode(
        {"source": "promenade.tea", "detail-type": "TeaPoured", "detail": detail}
    )


def test_a_fact_is_read_and_what_is_new_in_it_is_passed_over() -> None:
    event = read(message(cups=3, leaves="green"), TeaPoured)
    assert (event.event_id, event.data) == ("POT#1/-@1", TeaPoured(3))


@pytest.mark.parametrize("schema", [1, 3])
def test_a_fact_of_another_schema_is_not_guessed_at(schema: int) -> None:
    with pytest.raises(UnknownSchema, match=rf"schema 2 of TeaPoured, not {schema}"):
        read(message(schema, cups=3), TeaPoured)


def test_what_is_no_such_fact_is_invalid() -> None:
    with pytest.raises(Invalid):
        read(message(sugar=1), TeaPoured)
