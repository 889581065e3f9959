"""Starts the fake GitHub that lies beside a checkout, over recorded issues."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from tests.shared_data import shared

TLS13 = "tlswg/tls13-spec"
_DATA = "data/tls13"


@contextmanager
def fake_github(*options: str) -> Iterator[str]:
    """The address of a fake GitHub that serves the issues of TLS 1.3."""
    program = shared("tools/fake_github/server.py")
    data = [f"--data={shared(_DATA) / name}" for name in ("issues.jsonl", "comments.jsonl")]
    command = [sys.executable, str(program), "--port=0", "--limit=core=100000", *data, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().split()[-1]
        finally:
            server.kill()


def recorded(name: str) -> list[dict[str, Any]]:
    """The rows of a file of the recorded issues."""
    lines = (shared(_DATA) / name).read_bytes().splitlines()
    return [msgspec.json.decode(line) for line in lines]
