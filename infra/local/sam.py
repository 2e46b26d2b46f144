"""SAM's command line. It reads every template several times: here with YAML's parser in C."""

import yaml

yaml.SafeLoader = yaml.CSafeLoader  # type: ignore[assignment,misc]  # before SAM adds its tags to it

from samcli.cli.main import cli  # noqa: E402

if __name__ == "__main__":
    cli(prog_name="sam")
