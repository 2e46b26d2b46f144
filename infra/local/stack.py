"""Our stack on a local cloud: deploying it, and finding what it holds."""

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.local.cloud import PYTHON_VERSION, ROOT, Cloud, CloudError
from infra.local.template import FOLDERS, logical_id, read, stack_of

BUILD = ROOT / ".local" / "build"
_DEFAULT_PORT = 4566
_RECORD = "/promenade/deployed"


class Stack:
    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self._clients: dict[str, Any] = {}

    def client(self, service: str) -> Any:
        """A boto3 client with the rights of the account's owner."""
        if service not in self._clients:
            client: Any = boto3.client  # its stubs know no service that is named at run time
            self._clients[service] = client(
                service,
                endpoint_url=self.cloud.endpoint,
                region_name=_settings()["region"],
                aws_access_key_id="test",
                aws_secret_access_key="test",  # noqa: S106
            )
        return self._clients[service]

    def close(self) -> None:
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    def is_current(self) -> bool:
        """Whether the cloud runs what .local/build holds."""
        return self._deployed() == _digests()

    def deploy(self) -> None:
        """`sam deploy --config-env local`, with the port and the Python of this cloud.

        MiniStack 1.5.33 loses the attributes of unchanged resources when it updates a nested
        stack, so a changed one is refused before it is broken."""
        deployed, built = self._deployed(), _digests()
        if deployed and deployed["infra"] != built["infra"]:
            raise CloudError(
                "infra/*.yaml changed, and the local cloud cannot alter nested stacks in place. "
                "Start afresh: make reset up"
            )
        self._sam_deploy()
        self._refuse_as_on_aws()
        self._record(built)
        self.__dict__.pop("outputs", None)
        self.__dict__.pop("functions", None)

    def _sam_deploy(self) -> None:
        overrides = ["--parameter-overrides", self._overrides()]
        sam = [sys.executable, "-m", "infra.local.sam"]
        command = [*sam, "deploy", "--config-env=local", *overrides]
        finished = subprocess.run(
            command, cwd=ROOT, env=self._environment(), capture_output=True, text=True, check=False
        )
        transcript = self.cloud.home / "deploy.log"
        transcript.write_text(finished.stdout + finished.stderr)
        if finished.returncode != 0:
            words = "\n".join(transcript.read_text().rstrip().splitlines()[-15:])
            raise CloudError(f"The deployment failed (all of it: {transcript}):\n{words}")

    def _refuse_as_on_aws(self) -> None:
        """MiniStack 1.5.33 leaves the refusals in the API's body aside. Headers that the template
        computes are left out."""
        gateway = self.client("apigateway")
        api = self._physical_id("Api")
        declared = read()["Resources"]["Api"]["Properties"]["DefinitionBody"]
        for kind, refusal in declared["x-amazon-apigateway-gateway-responses"].items():
            headers = refusal["responseParameters"].items()
            literal = {name: value for name, value in headers if isinstance(value, str)}
            said = refusal | {"responseParameters": literal}
            gateway.put_gateway_response(restApiId=api, responseType=kind, **said)
        gateway.create_deployment(restApiId=api, stageName="live")

    @cached_property
    def outputs(self) -> dict[str, str]:
        """Those of the stack and, prefixed by its name, of each nested one: `Tables.Stock`."""
        name = _settings()["stack_name"]
        found = self._outputs(name)
        pages = self.client("cloudformation").get_paginator("list_stack_resources")
        for page in pages.paginate(StackName=name):
            for resource in page["StackResourceSummaries"]:
                if resource["ResourceType"] == "AWS::CloudFormation::Stack":
                    nested = self._outputs(resource["PhysicalResourceId"])
                    prefix = resource["LogicalResourceId"]
                    found |= {f"{prefix}.{key}": value for key, value in nested.items()}
        return found

    @cached_property
    def functions(self) -> dict[str, str]:
        """Function → name of the deployed function."""
        deployed = {}
        for name in FOLDERS:
            stack, logical = stack_of(name), logical_id(name)
            try:
                told = self.outputs[f"{stack}.{logical}"] if stack else self._physical_id(logical)
            except (ClientError, KeyError):
                continue  # written, not yet in template.yaml
            deployed[name] = told
        return deployed

    def _physical_id(self, logical: str) -> str:
        found = self.client("cloudformation").describe_stack_resource(
            StackName=_settings()["stack_name"], LogicalResourceId=logical
        )
        physical: str = found["StackResourceDetail"]["PhysicalResourceId"]
        return physical

    @property
    def base_url(self) -> str:
        return f"http://{self.host}:{self.cloud.port}"

    @property
    def host(self) -> str:
        return self.parameter("DomainName")

    def parameter(self, name: str) -> str:
        """What samconfig.toml gives this parameter of the template."""
        return dict(pair.split("=", 1) for pair in self._overrides().split())[name]

    def _overrides(self) -> str:
        settings = _settings()["parameter_overrides"]
        here = settings.replace(f":{_DEFAULT_PORT + 1}", f":{self.cloud.payments_port}")
        here = here.replace(f":{_DEFAULT_PORT}", f":{self.cloud.port}")
        return f"{here} Runtime=python{PYTHON_VERSION}"

    def _deployed(self) -> dict[str, str]:
        """Digests of what was deployed last; kept in the cloud, so it is as old as its state."""
        try:
            found = self.client("ssm").get_parameter(Name=_RECORD)
        except ClientError:
            return {}
        digests: dict[str, str] = json.loads(found["Parameter"]["Value"])
        return digests

    def _record(self, digests: dict[str, str]) -> None:
        self.client("ssm").put_parameter(
            Name=_RECORD, Value=json.dumps(digests), Type="String", Overwrite=True
        )

    def _outputs(self, stack: str) -> dict[str, str]:
        found = self._describe(stack)
        if found is None:
            raise CloudError("Nothing is deployed. Run: make up")
        return {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}

    def _describe(self, name: str) -> dict[str, Any] | None:
        try:
            found = self.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
        except ClientError:
            return None
        return found[0] if found else None

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return kept | {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_ENDPOINT_URL": self.cloud.endpoint,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "SAM_CLI_TELEMETRY": "0",
        }


def _settings() -> dict[str, str]:
    settings = tomllib.loads((ROOT / "samconfig.toml").read_text())
    parameters: dict[str, str] = settings["local"]["deploy"]["parameters"]
    return parameters


def _digests() -> dict[str, str]:
    built = [path for path in BUILD.rglob("*") if path.is_file()]
    return {
        "build": _digest([*built, ROOT / "samconfig.toml"]),
        "infra": _digest(path for path in ROOT.glob("infra/*.yaml") if path.name != "stack.yaml"),
    }


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
