"""A fetch over a slow connection: seconds beside the floor, and memory at two sizes.

The floor is what the requests cost one after another if everything but the latency were free.
Without an address a server of made-up issues is started; with one, that server is asked, and
`--latency` must say what it waits. Each fetch runs in a process of its own, so that its memory
can be told.

    python -m bench.fetch [--latency SECONDS] [--scale N]
    python -m bench.fetch --address URL --repository OWNER/NAME [--label L] [--latency SECONDS]
"""

import argparse
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import msgspec
from msgspec import Struct

from store.population_fetching import FetchedPopulation
from triage.github.address import read_api_address
from triage.github.fetch import FetchJob, fetch_population, open_client
from triage.github.progress import Silent
from triage.github.token import find_token

SEED_SIZE, SAMPLE = 1_092, 30
"""Issues of the population and of the sample of the study that the job is modelled on."""


class Measured(Struct):
    """One fetch."""

    issues: int
    conversations: int
    requests: int
    seconds: float
    megabytes: float
    """Peak memory of the process."""


def main() -> None:
    """Print what a fetch takes."""
    options = _options()
    if options.once:
        print(msgspec.json.encode(_fetch(options)).decode())
    elif options.address:
        _tell("the server's issues", _run(options.address, options), options.latency)
    else:
        with served(SEED_SIZE, options.latency) as address:
            measured = _run(address, options, f"--sample={SAMPLE}")
            _tell(f"{SEED_SIZE:,} issues, {SAMPLE} conversations", measured, options.latency)
        _memory(options)


@contextmanager
def served(issues: int, latency: float) -> Iterator[str]:
    """The address of a server of so many issues."""
    command = [sys.executable, "-m", "bench.issue_server", str(issues), str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.kill()


def _memory(options: argparse.Namespace) -> None:
    sizes = []
    for issues in (options.scale // 10, options.scale):
        with served(issues, 0) as address:
            measured = _run(address, options)
        sizes.append(measured.megabytes)
        print(
            f"{issues:>9,} issues: {measured.seconds:6.1f} s, {measured.requests:,} requests, "
            f"peak memory {measured.megabytes:.0f} MB"
        )
    print(f"ten times the issues take {sizes[1] / sizes[0]:.2f} times the memory")


def _tell(name: str, measured: Measured, latency: float) -> None:
    floor = measured.requests * latency
    ratio = f"{measured.seconds / floor:.2f} times the floor of {floor:.2f} s" if floor else ""
    print(
        f"{name}: {measured.requests:,} requests, {measured.seconds:.2f} s, {ratio}; "
        f"{measured.issues:,} issues and {measured.conversations:,} conversations came, "
        f"peak memory {measured.megabytes:.0f} MB"
    )


def _run(address: str, options: argparse.Namespace, *more: str) -> Measured:
    command = [sys.executable, "-m", "bench.fetch", "--once", f"--address={address}", *more]
    command += [f"--repository={options.repository}"]
    command += [f"--label={options.label}"] if options.label else []
    command += ["--all-details"] if options.all_details else []
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout, type=Measured)


def _fetch(options: argparse.Namespace) -> Measured:
    address = read_api_address(options.address)
    job = FetchJob(
        repository=options.repository,
        label=options.label,
        numbers=tuple(range(1, options.sample + 1)) if options.sample else None,
        all_details=options.all_details,
    )
    client = open_client(address, find_token(address), Silent(), Event())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "issues.db"
        with FetchedPopulation.open(path, create=True) as population:
            outcome = fetch_population(job, population, client)
    client.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Measured(
        issues=outcome.issues,
        conversations=outcome.conversations,
        requests=outcome.requests,
        seconds=outcome.seconds,
        megabytes=peak / (1024**2 if sys.platform == "darwin" else 1024),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", help="of a server that is already running")
    parser.add_argument("--repository", default="octo/hub")
    parser.add_argument("--label")
    parser.add_argument("--latency", type=float, default=0.1, help="seconds of each answer")
    parser.add_argument("--scale", type=int, default=200_000, help="issues for the memory")
    parser.add_argument("--all-details", action="store_true", help="all conversations too")
    parser.add_argument("--sample", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
