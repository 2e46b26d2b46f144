"""The stack stays under AWS's limits, with room to grow."""

import json
import re
from typing import Any

import pytest

from infra.local.template import ROOT
from tests.support import transformed
from tests.support.transformed import resources

TEMPLATES: dict[str, Any] = {"root": transformed.stack(), **transformed.nested()}
"""Stack → its plain CloudFormation."""


def size(document: Any) -> int:
    return len(json.dumps(document, ensure_ascii=False).encode())


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_stack_has_450_resources_at_most(name: str) -> None:
    """CloudFormation stops at 500."""
    assert len(TEMPLATES[name]["Resources"]) <= 450


def test_the_root_has_100_resources_at_most() -> None:
    """Functions stand in the stacks of their modules; `template.stack_of` says who does not."""
    assert len(TEMPLATES["root"]["Resources"]) <= 100


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_stack_has_200_outputs_and_parameters_at_most(name: str) -> None:
    assert len(TEMPLATES[name].get("Outputs", {})) <= 200
    assert len(TEMPLATES[name].get("Parameters", {})) <= 200


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_900_kilobytes_at_most(name: str) -> None:
    """CloudFormation takes a megabyte, of what SAM makes too."""
    assert size(TEMPLATES[name]) <= 900_000


def test_the_template_as_written_has_900_kilobytes_at_most() -> None:
    assert (ROOT / "template.yaml").stat().st_size <= 900_000


def test_the_api_has_as_many_path_nodes_at_most_as_readme_says_to_ask_for() -> None:
    """API Gateway's quota counts every part of a path that another does not begin with."""
    (api,) = resources("AWS::ApiGateway::RestApi").values()
    paths = [tuple(path.split("/")[1:]) for path in api["Body"]["paths"]]
    assert len({path[:depth] for path in paths for depth in range(len(path) + 1)}) <= 600


@pytest.mark.parametrize("name", resources("AWS::IAM::Role"))
def test_what_a_role_may_has_10_kilobytes_at_most(name: str) -> None:
    policies = resources("AWS::IAM::Role")[name].get("Policies", [])
    assert size([policy["PolicyDocument"] for policy in policies]) <= 10_000


@pytest.mark.parametrize("name", resources("AWS::Lambda::Function"))
def test_the_settings_of_a_function_have_4_kilobytes_at_most(name: str) -> None:
    """Every reference counts as 100 characters, as long as a queue's address or two names."""
    settings = resources("AWS::Lambda::Function")[name]["Environment"]["Variables"]
    assert size({key: said(value) for key, value in settings.items()}) <= 4_000


def said(value: Any) -> str:
    """A setting with something as long as what it refers to in its place: the longest it may be."""
    if isinstance(value, dict) and "Fn::If" in value:
        return max(map(said, value["Fn::If"][1:]), key=len)
    return re.sub(r"\$\{[^}]+\}|\{'(?:Ref|Fn::GetAtt)': [^}]+\}", "x" * 100, str(value))


def test_one_stage_serves_the_api_and_it_is_throttled() -> None:
    (stage,) = resources("AWS::ApiGateway::Stage").values()
    assert stage["StageName"] == "live"
    (settings,) = stage["MethodSettings"]
    assert 0 < settings["ThrottlingRateLimit"] <= 1_000
    assert not [
        each for each in resources("AWS::ApiGateway::Deployment").values() if "StageName" in each
    ]
