"""One-time schedules: a message to a queue at an instant, up to a minute late."""

from datetime import UTC, datetime

from botocore.exceptions import ClientError

from promenade.kit import aws
from promenade.kit.refusals import code_of


class Schedules:
    """`role` may send to the queue; both are ARNs. A schedule is gone once it has fired."""

    def __init__(self, queue: str, role: str) -> None:
        self._target = {"Arn": queue, "RoleArn": role}

    def set(self, name: str, at: datetime, body: bytes) -> None:
        """Set before under this name, it stays as it is. Raises Unavailable."""
        with aws.answering("The scheduler"):
            try:
                aws.client("scheduler").create_schedule(
                    Name=name,
                    ScheduleExpression=f"at({at.astimezone(UTC):%Y-%m-%dT%H:%M:%S})",
                    FlexibleTimeWindow={"Mode": "OFF"},
                    ActionAfterCompletion="DELETE",
                    Target=self._target | {"Input": body.decode()},
                )
            except ClientError as error:
                if code_of(error) != "ConflictException":
                    raise
