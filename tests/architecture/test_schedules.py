"""A job that fails, or that nobody wakes any more, wakes a person."""

import pytest

from infra.local import template

JOBS = [
    name
    for name, function in template.functions().items()
    if any(event["Type"].startswith("Schedule") for event in function.get("Events", {}).values())
]
ALARMS = template.resources("AWS::CloudWatch::Alarm", "infra/observability.yaml").values()
GIVEN = template.resources("AWS::CloudFormation::Stack")["Observability"]["Parameters"]


def named(function: str) -> dict[str, str]:
    """Where the name of a function is told."""
    stack, logical = template.stack_of(function), template.logical_id(function)
    return {"GetAtt": f"{stack}.Outputs.{logical}"} if stack else {"Ref": logical}


@pytest.mark.parametrize("name", JOBS)
def test_a_scheduled_job_that_fails_or_does_not_run_raises_an_alarm(name: str) -> None:
    logical = template.logical_id(name)
    (parameter,) = (key for key, value in GIVEN.items() if value == named(name))
    watched = {
        (alarm["MetricName"], alarm["ComparisonOperator"], alarm["TreatMissingData"])
        for alarm in ALARMS
        if {"Name": "FunctionName", "Value": {"Ref": parameter}} in alarm.get("Dimensions", [])
    }
    assert watched == {
        ("Errors", "GreaterThanThreshold", "notBreaching"),
        ("Invocations", "LessThanThreshold", "breaching"),
    }, f"{logical} is woken by a schedule: give it both alarms in infra/observability.yaml"
