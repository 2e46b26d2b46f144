"""Our stack on a local cloud: deploying it, and finding what it holds."""

import hashlib
import os
import subprocess
import sys
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.local.cloud import ROOT, Cloud, CloudError

BUILD = ROOT / ".aws-sam" / "build"
_DEFAULT_PORT = 4566
_DIGEST_TAG = "promenade-build"


class Stack:
    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self._clients: dict[str, Any] = {}

    def client(self, service: str) -> Any:
        """A boto3 client with the rights of the account's owner."""
        if service not in self._clients:
            self._clients[service] = boto3.client(
                service,
                endpoint_url=self.cloud.endpoint,
                region_name=_settings()["region"],
                aws_access_key_id="test",
                aws_secret_access_key="test",  # noqa: S106
            )
        return self._clients[service]

    def is_current(self) -> bool:
        """Whether the cloud runs what .aws-sam/build holds."""
        found = self._describe(_settings()["stack_name"])
        if found is None or not found["StackStatus"].endswith("_COMPLETE"):
            return False
        tags = {tag["Key"]: tag["Value"] for tag in found.get("Tags", [])}
        return tags.get(_DIGEST_TAG) == _build_digest()

    def deploy(self) -> None:
        """`sam deploy --config-env local`, with the port of this cloud."""
        command = [
            str(Path(sys.executable).with_name("sam")),
            "deploy",
            "--config-env=local",
            f"--tags={_DIGEST_TAG}={_build_digest()}",
            "--parameter-overrides",
            self._overrides(),
        ]
        finished = subprocess.run(
            command, cwd=ROOT, env=self._environment(), capture_output=True, text=True, check=False
        )
        transcript = self.cloud.home / "deploy.log"
        transcript.write_text(finished.stdout + finished.stderr)
        if finished.returncode != 0:
            words = "\n".join(transcript.read_text().rstrip().splitlines()[-15:])
            raise CloudError(f"The deployment failed (all of it: {transcript}):\n{words}")
        self.__dict__.pop("outputs", None)

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
        """Folder under functions/ → name of the deployed function."""
        cloudformation = self.client("cloudformation")
        deployed = {}
        for folder in sorted(ROOT.glob("functions/*/app.py")):
            name = folder.parent.name
            logical = "".join(word.title() for word in name.split("_"))
            try:
                found = cloudformation.describe_stack_resource(
                    StackName=_settings()["stack_name"], LogicalResourceId=logical
                )
            except ClientError:
                continue  # written, not yet in template.yaml
            deployed[name] = found["StackResourceDetail"]["PhysicalResourceId"]
        return deployed

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
        return _settings()["parameter_overrides"].replace(
            f":{_DEFAULT_PORT}", f":{self.cloud.port}"
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


def _build_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in BUILD.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(BUILD)).encode())
        digest.update(path.read_bytes())
    digest.update((ROOT / "samconfig.toml").read_bytes())
    return digest.hexdigest()
