"""Queues give up in the right place; batches report what failed."""

import pytest

from infra.local import template

QUEUES = template.resources("AWS::SQS::Queue", "infra/messaging.yaml")
SOURCES = [
    (name, event["Properties"], function.get("Timeout", 10))
    for name, function in template.functions().items()
    for event in function.get("Events", {}).values()
    if event["Type"] == "SQS"
]


@pytest.mark.parametrize("name", [name for name in QUEUES if not name.endswith("DeadLetters")])
def test_every_queue_has_dead_letters_that_are_kept_for_14_days(name: str) -> None:
    policy = QUEUES[name]["RedrivePolicy"]
    dead = QUEUES[policy["deadLetterTargetArn"]["GetAtt"].removesuffix(".Arn")]
    assert policy["maxReceiveCount"] >= 3
    assert dead["MessageRetentionPeriod"] == 14 * 24 * 3600


@pytest.mark.parametrize("source_of", SOURCES, ids=lambda each: each[0])
def test_every_batch_reports_partial_failures_and_outlives_its_function(
    source_of: tuple[str, dict[str, object], int],
) -> None:
    _, source, timeout_s = source_of
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    queue = str(source["Queue"]).partition("Outputs.")[2].strip("'}")
    assert QUEUES[queue]["VisibilityTimeout"] >= 6 * timeout_s


@pytest.mark.parametrize(
    ("queue", "most_s"), [("CouponIssuesQueue", 180), ("TargetedOfferQueue", 360)]
)
def test_who_is_killed_while_coupons_are_given_is_followed_within_minutes(
    queue: str, most_s: int
) -> None:
    assert QUEUES[queue]["VisibilityTimeout"] <= most_s
