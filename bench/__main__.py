"""Every measurement that needs no data of its own: `make bench`."""

import subprocess
import sys

BENCHES = (
    "start",
    "keys",
    "store",
    "population",
    "agreement",
    "comparing",
    "report",
    "export",
    "reading_aids",
)
"""Modules that measure with made-up data; the others take files or a server, see their heads."""


def main() -> None:
    """Run each in a process of its own, so that none warms up another."""
    for name in BENCHES:
        print(f"\n== python -m bench.{name}", flush=True)
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)


if __name__ == "__main__":
    main()
