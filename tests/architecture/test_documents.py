"""What is written for people holds together with what is built."""

import re
import subprocess
import tomllib

import msgspec
import pytest

from infra import openapi
from infra.local.template import ROOT

TOP = {".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"} | {
    *(
        "Makefile",
        "README.md",
        "README.zh-CN.md",
        "docs",
        "events",
        "functions",
        "infra",
        "layers",
        "pyproject.toml",
    ),
    *("samconfig.toml", "template.yaml", "tests", "uv.lock"),
}
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "events/README.md"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_nothing_strays_at_the_top() -> None:
    listed = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True)
    assert {name.partition("/")[0] for name in listed.splitlines()} <= TOP


def test_one_version_everywhere() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    described = msgspec.json.decode(openapi.files()["openapi.json"])
    assert described["info"]["version"] == version
    newest = re.search(r"^## \[?([\w.]+)", text("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] in {version, "Unreleased"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_in_a_document_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text(name))) <= targets


def test_commands_for_the_local_cloud_name_its_region() -> None:
    deployed = tomllib.loads(text("samconfig.toml"))["local"]["deploy"]["parameters"]["region"]
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    named = {
        (document.name, region)
        for document in documents
        for region in re.findall(r"--region[ =](\S+)", document.read_text(encoding="utf-8"))
    }
    assert named == {("campaigns.md", deployed)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_in_a_document_leads_to_a_file(name: str) -> None:
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text(name))
    assert [each for each in linked if not (ROOT / name).parent.joinpath(each).exists()] == []
