"""The deployed system: this template on a local cloud of the session's own, with IAM enforced."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

from infra.local import payments
from infra.local.api import Api
from infra.local.callers import Callers, staff_email
from infra.local.cloud import Cloud
from infra.local.seed_staff import seed_staff
from infra.local.shop import Shop
from infra.local.stack import BUILD, Stack
from infra.local.up import wait_until_healthy
from infra.local.waking import Waking
from tests.support.deployed import empty, empty_tables

T = TypeVar("T")
_HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups then
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A worker has one cloud for all that it runs: the samples, which take half the time, or all
    others."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            group = "samples" if item.path.stem == "test_samples" else "e2e"
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if not BUILD.exists():
        pytest.fail("Nothing is built. Run: make build")
    home = tmp_path_factory.mktemp("cloud")
    cloud = Cloud(home, free_port(), enforces_iam=True, keeps_state=False)
    cloud.start()
    try:
        deployed = Stack(cloud)
        deployed.deploy()
        payments.start(cloud)
        yield deployed
        deployed.close()
    finally:
        payments.stop(cloud)
        cloud.stop()


@pytest.fixture(scope="session")
def callers(stack: Stack) -> Callers:
    known = Callers(stack, stack.cloud.home)
    known.prepare()
    return known


@pytest.fixture(scope="module")
def owner(callers: Callers) -> str:
    """A token of staff who may do everything, for a quarter of an hour."""
    return callers.staff(staff_email("owner"))


@pytest.fixture(scope="session")
def api(stack: Stack, callers: Callers) -> Iterator[Api]:
    """Healthy once the shop's issuer publishes its keys, which `callers` sees to."""
    opened = Api(stack)
    wait_until_healthy(Waking(opened, print))
    yield opened
    opened.close()


@pytest.fixture
def staffed(stack: Stack, api: Api, callers: Callers) -> Iterator[None]:
    """The tables hold nothing but the staff, in their places by what `make up` does. Groups of the
    pool count again afterwards: nobody is on record."""
    empty_tables(stack)
    seed_staff(Shop(api, callers, stack))
    yield
    empty(stack, stack.outputs["Tables.Staff"])


@pytest.fixture
def eventually() -> Callable[[Callable[[], T | None]], T]:
    """Asks until there is an answer, as what crosses streams, bus and queues takes its time."""

    def ask(question: Callable[[], T | None], within_s: float = 30) -> T:
        deadline = time.monotonic() + within_s
        while (answer := question()) is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"no answer within {within_s} s")
            time.sleep(0.2)
        return answer

    return ask


def free_port() -> int:
    """One after which another is free, for the payment gateway."""
    while True:
        with socket.socket() as probe, socket.socket() as beside:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
            with suppress(OSError, OverflowError):
                beside.bind(("127.0.0.1", port + 1))
                return port
