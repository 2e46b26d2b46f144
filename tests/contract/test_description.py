"""The API does what its description says, whatever is thrown at it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CHECKS

from infra.local import samples
from tests.support import functions
from tests.support.callers import OWNER
from tests.support.cloud import cloud
from tests.support.gateway import Gateway
from tests.support.play import prepare
from tests.support.wsgi import Application

Operation = APIOperation[Any, Any, Any, Any]
_DESCRIPTION = schemathesis.openapi.from_wsgi("/openapi.json", Application())
_FOUND: Any = _DESCRIPTION.get_all_operations()
_OPERATIONS: dict[str, Operation] = {each.ok().label: each.ok() for each in _FOUND}
# Bodies of many objects or of many kinds take seconds to make up.
_FEWER = {
    "POST /order-batches": 4,
    "POST /promotions": 6,
    "POST /quotes/simulations": 3,
    "PUT /promotions/{promotion_id}": 6,
}
_TOLERANT = {
    route.name
    for _, route in functions.routes()
    if route.entries or any(each.form is not str for each in route.parameters.values())
}
"""Who sends an entry that is wrong is told so in a good answer; a code in a path may be spelt in
other ways than it is described, and a list of what belongs to an unknown one is empty."""
_ANYTHING = {route.name for _, route in functions.routes() if route.body is bytes}
"""Bodies that somebody else describes, or that are files: no form of theirs is wrong."""
_MOST_BYTES = {route.name: route.max_body_bytes for _, route in functions.routes()}
_SIGNED_IN = {"Authorization": f"Bearer {OWNER.token()}"}
# A good form may break a rule; objects are not made in order; API Gateway refuses methods that a
# path does not have before they reach us.
_EXCEPT = (
    "ensure_resource_availability",
    "positive_data_acceptance",
    "unsupported_method",
    "use_after_free",
)
_REFUSAL: Any = CHECKS.get_one("negative_data_rejection")
_EXCLUDED: Any = [CHECKS.get_one(name) for name in _EXCEPT]


@schemathesis.serializer("text/csv", "application/x-ndjson")
def _as_it_is(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture(scope="module", autouse=True)
def _a_shop() -> Iterator[None]:
    """Stores in which every sample has been played, for all calls of this module."""
    with cloud():
        gateway = Gateway(strict=False)
        prepare((name for name, _ in samples.http_samples()), gateway)
        yield


def _can_be_wrong(operation: Operation) -> bool:
    has_form = bool(operation.body) and operation.label not in _ANYTHING
    return has_form or bool(operation.path_parameters or operation.query)


@pytest.mark.parametrize("name", _OPERATIONS)
def test_no_good_request_meets_a_fault_or_an_undocumented_answer(name: str) -> None:
    _throw(_OPERATIONS[name], GenerationMode.POSITIVE)


@pytest.mark.parametrize(
    "name", [name for name, each in _OPERATIONS.items() if _can_be_wrong(each)]
)
def test_every_bad_request_is_refused_as_documented(name: str) -> None:
    _throw(_OPERATIONS[name], GenerationMode.NEGATIVE)


def _throw(operation: Operation, mode: GenerationMode) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=_FEWER.get(operation.label, 20),
        phases=[Phase.generate],
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def each(case: Case[Any]) -> None:
        sent = len(json.dumps(case.body, default=repr))
        assume(sent < _MOST_BYTES[operation.label])  # what is larger is a plain 413
        excluded = [*_EXCLUDED, _REFUSAL] if operation.label in _TOLERANT else _EXCLUDED
        case.call_and_validate(headers=_SIGNED_IN, excluded_checks=excluded)

    each()
