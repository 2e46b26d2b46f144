"""The API does what its description says, whatever is thrown at it."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import CHECKS

from infra.local import samples
from tests.support.callers import OWNER
from tests.support.cloud import cloud
from tests.support.gateway import Gateway
from tests.support.play import play
from tests.support.wsgi import Application

_description = schemathesis.openapi.from_wsgi("/openapi.json", Application())
_description.config.seed = 20260105

# A request may have the right form and still break a rule; objects are not created in order.
# A method that a path does not have never reaches us: API Gateway refuses it.
_EXCEPT = (
    "ensure_resource_availability",
    "positive_data_acceptance",
    "unsupported_method",
    "use_after_free",
)
_SIGNED_IN = {"Authorization": f"Bearer {OWNER.token()}"}
_EXCLUDED = [CHECKS.get_one(name) for name in _EXCEPT]


@pytest.fixture(scope="module", autouse=True)
def _a_shop() -> Iterator[None]:
    """Stores in which every sample has been played, for all calls of this module."""
    with cloud():
        gateway = Gateway(strict=False)
        for name, _ in samples.http_samples():
            play(name, gateway)
        yield


@_description.parametrize()
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_answer_is_a_fault_of_ours_or_undocumented(case: Case) -> None:
    case.call_and_validate(headers=_SIGNED_IN, excluded_checks=_EXCLUDED)
