"""Nothing travels in clear, nothing undelivered is lost, no service of AWS comes in for others."""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.local import template
from tests.support import transformed

MESSAGING = "infra/messaging.yaml"
QUEUES = template.resources("AWS::SQS::Queue", MESSAGING)
RULES = template.resources("AWS::Events::Rule", MESSAGING)
POLICIES = template.resources("AWS::SQS::QueuePolicy", MESSAGING)
NESTED = transformed.nested()


def policies_of(queue: str) -> list[list[dict[str, Any]]]:
    """The statements of each in `prod`; a queue keeps the last one that it is given."""
    return [
        [_in_prod(statement) for statement in each["PolicyDocument"]["Statement"]]
        for each in POLICIES.values()
        if {"Ref": queue} in each["Queues"]
    ]


def _in_prod(statement: dict[str, Any]) -> dict[str, Any]:
    condition, chosen, _ = statement.get("If", ("IsProd", statement, None))
    assert condition == "IsProd"
    return dict(chosen)


def is_tls_only(statement: dict[str, Any], action: str) -> bool:
    return (
        (statement["Effect"], statement["Principal"]) == ("Deny", "*")
        and statement["Action"] == action
        and statement["Condition"] == {"Bool": {"aws:SecureTransport": False}}
    )


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_takes_and_gives_over_tls_alone(queue: str) -> None:
    (statements,) = policies_of(queue)
    (denied,) = (each for each in statements if each["Effect"] == "Deny")
    assert is_tls_only(denied, "sqs:*")
    assert denied["Resource"] == "*"


def test_alarms_are_published_over_tls_alone_and_by_our_own_alarms() -> None:
    resources = template.resources("AWS::SNS::TopicPolicy", "infra/observability.yaml")
    (policy,) = resources.values()
    assert policy["Topics"] == [{"Ref": "Alarms"}]
    denied, allowed = policy["PolicyDocument"]["Statement"]
    assert is_tls_only(denied, "sns:Publish")
    assert allowed["Principal"] == {"Service": "cloudwatch.amazonaws.com"}


def targets() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, rule in RULES.items():
        for target in rule["Targets"]:
            yield name, target


@pytest.mark.parametrize(("rule", "target"), [*targets()])
def test_what_a_rule_cannot_deliver_waits_behind_its_queue(
    rule: str, target: dict[str, Any]
) -> None:
    """From there `make replay` gives it to the queue, and its alarm is that of the queue."""
    queue = target["Arn"]["GetAtt"].removesuffix(".Arn")
    dead = QUEUES[queue]["RedrivePolicy"]["deadLetterTargetArn"]
    assert target["DeadLetterConfig"] == {"Arn": dead}
    for place in (queue, dead["GetAtt"].removesuffix(".Arn")):
        (statements,) = policies_of(place)
        (allowed,) = (each for each in statements if each["Effect"] == "Allow")
        assert allowed["Principal"] == {"Service": "events.amazonaws.com"}
        assert {"GetAtt": f"{place}.Arn"} in allowed["Resource"]
        assert allowed["Condition"]["ArnEquals"] == {"aws:SourceArn": {"GetAtt": f"{rule}.Arn"}}


def test_in_prod_the_bus_keeps_its_facts() -> None:
    archive = NESTED["Messaging"]["Resources"]["Archive"]
    assert archive["Condition"] == "IsProd"
    assert archive["Properties"]["SourceArn"] == {"Fn::GetAtt": ["Bus", "Arn"]}
    assert archive["Properties"]["RetentionDays"] == 90


def named_services() -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, statement) of every key, queue, topic and bucket that lets a service of AWS in."""
    for stack, document in NESTED.items():
        for name, resource in document["Resources"].items():
            properties = resource.get("Properties", {})
            policy = properties.get("KeyPolicy") or properties.get("PolicyDocument") or {}
            for statement in policy.get("Statement", ()):
                if "Service" in statement.get("Principal", ()):
                    yield f"{stack}.{name}", statement


def test_a_service_of_aws_is_let_in_for_this_account_alone() -> None:
    lax = [
        place
        for place, statement in named_services()
        if statement["Condition"].get("StringEquals")
        != {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    ]
    assert lax == []
    assert {place for place, _ in named_services()} == {
        "Messaging.CampaignPagesQueuePolicy",
        "Messaging.CampaignWakeQueuePolicy",
        "Messaging.ConsentMergesQueuePolicy",
        "Messaging.ConsentReceiptsQueuePolicy",
        "Messaging.CouponCodesQueuePolicy",
        "Messaging.CouponCountQueuePolicy",
        "Messaging.CouponIssuesQueuePolicy",
        "Messaging.CouponOrdersQueuePolicy",
        "Messaging.DeliveryErasuresQueuePolicy",
        "Messaging.FlashSaleReturnsQueuePolicy",
        "Messaging.JourneyTriggersQueuePolicy",
        "Messaging.OrderClaimsQueuePolicy",
        "Messaging.OrderProofQueuePolicy",
        "Messaging.PriceFoldQueuePolicy",
        "Messaging.PriceJobQueuePolicy",
        "Messaging.PriceListQueuePolicy",
        "Messaging.ProductExportQueuePolicy",
        "Messaging.ProductImportQueuePolicy",
        "Messaging.ProfileOrdersQueuePolicy",
        "Messaging.PromotionReplayQueuePolicy",
        "Messaging.ReportBuildQueuePolicy",
        "Messaging.ReportFoldQueuePolicy",
        "Messaging.SegmentPeopleQueuePolicy",
        "Messaging.SegmentRunsQueuePolicy",
        "Messaging.StockProofQueuePolicy",
        "Messaging.TargetedOfferQueuePolicy",
        "Messaging.TrackingFactsQueuePolicy",
        "Messaging.TrackingOrdersQueuePolicy",
        "Observability.AlarmKey",
        "Observability.AlarmsPolicy",
    }
