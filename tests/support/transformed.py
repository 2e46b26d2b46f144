"""Templates as CloudFormation gets them: what SAM makes of template.yaml."""

from functools import cache
from typing import Any

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from infra.local.template import ROOT
from tests.support import settings

Json = dict[str, Any]
_PLACES = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}


class _NoManagedPolicies:
    """No function uses a policy of AWS's own."""

    def load(self) -> dict[str, str]:
        return {}


assert settings.SETTINGS  # the translator asks the environment for a region


def transformed(text: str) -> Json:
    """`text` is a SAM template; what it would upload lies in S3."""
    document = yaml_parse(text)
    for resource in document["Resources"].values():
        if place := _PLACES.get(resource["Type"]):
            resource["Properties"][place] = "s3://bucket/key"
    asked = document.get("Parameters", {})
    given = {name: parameter.get("Default", "") for name, parameter in asked.items()}
    made: Json = transform(document, given, _NoManagedPolicies())
    return made


@cache
def stack() -> Json:
    """template.yaml, transformed."""
    return transformed((ROOT / "template.yaml").read_text())


@cache
def nested() -> dict[str, Json]:
    """Name → template of every stack that template.yaml nests."""
    entries = yaml_parse((ROOT / "template.yaml").read_text())["Resources"].items()
    return {
        name: yaml_parse((ROOT / entry["Properties"]["TemplateURL"]).read_text())
        for name, entry in entries
        if entry["Type"] == "AWS::CloudFormation::Stack"
    }
