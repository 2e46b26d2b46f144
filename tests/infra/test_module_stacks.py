"""What a function of a module names of the root comes to its stack as a parameter."""

from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from infra import module_stacks
from infra.local import template

HEAD = yaml_parse("""
Conditions:
  IsProd: !Equals [!Ref Environment, prod]
  IsProdDomain: !And [!Condition IsProd, !Not [!Equals [!Ref DomainName, ""]]]
Globals:
  Function: {Handler: app.app, Runtime: !Ref Runtime, Layers: [!Ref CoreLayer]}
""")
ENTRY = """
TeaBrew:
  Type: AWS::Serverless::Function
  Properties:
    CodeUri: functions/base/tea_brew
    Environment:
      Variables:
        PREFIX: !Sub "${AWS::StackName}/${AWS::Region}/"
        URL: !Sub ["${Host}/tea", {Host: !If [IsProdDomain, !Ref DomainName, none]}]
        TEA_TABLE: !GetAtt Tables.Outputs.Tea
    Policies:
      - Statement:
          - Effect: Allow
            Action: dynamodb:Query
            Resource: !Sub "${Tables.Outputs.TeaArn}/index/gsi1"
    Events:
      Minute: {Type: Schedule, Properties: {Schedule: "cron(* * * * ? *)"}}
"""
MADE = module_stacks.module_stack(ENTRY, HEAD)
STACK = yaml_parse(MADE.text)
PLACE = "${AWS::Region}:${AWS::AccountId}"


def properties(name: str) -> Any:
    return STACK["Resources"][name]["Properties"]


def test_what_is_named_of_the_root_becomes_a_parameter() -> None:
    assert MADE.given == {
        "CoreLayer": "CoreLayer",
        "DomainName": "DomainName",
        "Environment": "Environment",
        "Runtime": "Runtime",
        "StackName": "AWS::StackName",
        "TablesTea": "Tables.Outputs.Tea",
        "TablesTeaArn": "Tables.Outputs.TeaArn",
    }
    assert STACK["Parameters"] == {name: {"Type": "String"} for name in MADE.given}


def test_settings_name_parameters_and_what_is_known_everywhere() -> None:
    assert properties("TeaBrew")["Environment"]["Variables"] == {
        "PREFIX": {"Fn::Sub": "${StackName}/${AWS::Region}/"},
        "URL": {
            "Fn::Sub": [
                "${Host}/tea",
                {"Host": {"Fn::If": ["IsProdDomain", {"Ref": "DomainName"}, "none"]}},
            ]
        },
        "TEA_TABLE": {"Ref": "TablesTea"},
    }


def test_conditions_come_along_with_those_that_they_are_made_of() -> None:
    assert STACK["Conditions"].keys() == {"IsProd", "IsProdDomain"}
    assert STACK["Conditions"]["IsProd"] == {"Fn::Equals": [{"Ref": "Environment"}, "prod"]}


def test_a_function_has_a_role_of_its_own_with_what_its_wiring_says() -> None:
    role = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${TeaBrewRole}"
    assert properties("TeaBrew")["Role"] == {"Fn::Sub": role}
    (policy,) = properties("TeaBrewRole")["Policies"]
    assert policy["PolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Action": "dynamodb:Query",
            "Resource": {"Fn::Sub": "${TablesTeaArn}/index/gsi1"},
        }
    ]


def test_what_stands_beside_it_is_named_and_not_asked_for_its_arn() -> None:
    function = f"arn:${{AWS::Partition}}:lambda:{PLACE}:function:${{TeaBrew}}"
    (target,) = properties("TeaBrewMinute")["Targets"]
    assert target["Arn"] == {"Fn::Sub": function}
    rule = f"arn:${{AWS::Partition}}:events:{PLACE}:rule/${{TeaBrewMinute}}"
    assert properties("TeaBrewMinutePermission")["SourceArn"] == {"Fn::Sub": rule}
    assert "Fn::GetAtt" not in MADE.text


def test_policies_of_aws_are_those_of_the_partition() -> None:
    (managed,) = properties("TeaBrewRole")["ManagedPolicyArns"]
    basic = "iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    assert managed == {"Fn::Sub": f"arn:${{AWS::Partition}}:{basic}"}


def test_its_code_lies_where_the_template_sees_it_and_its_name_is_told() -> None:
    assert properties("TeaBrew")["Code"] == "../../functions/base/tea_brew"
    assert STACK["Outputs"] == {"TeaBrew": {"Value": {"Ref": "TeaBrew"}}}


@pytest.mark.parametrize(
    ("function", "stack"),
    [
        ("coupon_api", "Activity"),
        ("stock_api", "Base"),
        ("docs_api", None),
        ("relay", None),
        ("flash_sale_claim", None),
        ("delivery_send", None),
    ],
)
def test_a_function_stands_in_its_modules_stack_unless_it_cannot(
    function: str, stack: str | None
) -> None:
    assert template.stack_of(function) == stack
