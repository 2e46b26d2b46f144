"""What functions of segments do off the path of their samples: for people who are in one."""

from collections.abc import Callable

from promenade.outreach.segment.service import computing
from tests.support.callers import ANALYST
from tests.support.gateway import Answer, Gateway
from tests.support.segments import drafted, learn, real, told, worked
from tests.support.stamps import stamp

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]


def _compute(_: Gateway) -> None:
    doors = real()
    learn(doors, told("ada"))
    drafted(doors, "chinese")
    computing.compute("chinese", "run-1", stamp("run-1"), doors)
    worked(doors, "run-1")


def _export(gateway: Gateway) -> Answer:
    return gateway.call("GET /segments/chinese/runs/run-1/members", caller=ANALYST)


OCCASIONS: list[Occasion] = [("segment_export", [_compute], _export)]
