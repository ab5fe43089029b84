"""The README's commands are the ones that .ci/run runs, and its tables are true."""

import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

from importer import settings
from importer.cli.app import COMMANDS, cli
from importer.outcome import Status

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ["README.md", "docs/operations.md", "docs/oto-importer-worker.service"]


@pytest.mark.parametrize("name", ["run", "test"])
def test_ci_runs_the_readme_command_word_for_word(name: str) -> None:
    """The script takes its commands out of the README itself, so that neither can drift."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (function,) = re.findall(r"^readme\(\).*$", script, re.MULTILINE)
    done = subprocess.run(
        ["bash", "-c", f"{function}\nreadme {name}"], cwd=ROOT, capture_output=True, text=True
    )
    (block,) = re.findall(rf"<!-- command: {name} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert done.stdout == block
    assert "-m venv" in block
    assert f"readme {name}" in script


def test_the_readme_names_every_command_status_and_setting() -> None:
    """What a user may type or read stands in the README."""
    commands = [cli.get_command(click.Context(cli), name) for name in COMMANDS]
    for command in set(COMMANDS) - {"run"}:
        assert f"`{command}" in README, command
    for status in Status:
        assert f"`{status}`" in README, status
    names = [value for name, value in vars(settings).items() if name.isupper()]
    for name in (name for name in names if str(name).startswith("OTO_")):
        assert f"`{name}`" in README, name
    for parameter in (option for command in commands for option in command.params):
        flags = [flag for flag in parameter.opts if flag.startswith("--")]
        assert all(flag in README for flag in flags), flags


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_pages_can_be_typed(page: str) -> None:
    """Each names a command that there is, with options and arguments that it takes."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE) or [text]
    lines = re.findall(r"python -m importer (.+)", "\n".join(blocks))
    assert lines
    for line in lines:
        words = shlex.split(line.partition(">")[0], comments=True)
        command: click.Command = cli
        while isinstance(command, click.Group):
            _name, found, words = command.resolve_command(click.Context(command), words)
            assert found is not None, line
            command = found
        command.make_context("importer", words)
