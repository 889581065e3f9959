"""The numbers of a sample: given on the command line, or in a file.

A file is a manifest, another JSON object with numbers, a JSON array, or a plain list.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from triage.cli.numbers import checked_numbers, is_list, parse_numbers
from triage.domain.errors import InputError

GIVEN = "numbers given on the command line"
"""What a list that is no file is called."""


class SampleNumbers(Struct, frozen=True, kw_only=True):
    """What the audit of a report needs to know of a sample."""

    numbers: tuple[int, ...]
    reserve: tuple[int, ...] = ()
    population: int | None = None


class _Population(Struct, frozen=True):
    size: int | None = None


class _Document(Struct, frozen=True, kw_only=True):
    numbers: tuple[int, ...] | None = None
    numbers_in_sample_order: tuple[int, ...] | None = None
    reserve: tuple[int, ...] = ()
    population_size: int | None = None
    population: _Population | int | None = None
    manifest: "_Document | None" = None
    """The file of a workspace's sample keeps all of that here."""


def read_numbers(text: str) -> tuple[list[int], str]:
    """Issue numbers from the command line or from a file, and where they came from.

    Raises:
        InputError: something in it is no number, or one stands twice.
    """
    if is_list(text):
        return parse_numbers(text, GIVEN), GIVEN
    path = Path(text)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        is_file = False
    if not is_file:
        raise InputError(
            f"--numbers {text!r} is neither a list of issue numbers nor a file that can be read"
        )
    return list(read_sample_file(path).numbers), f"numbers of {path.name}"


def read_sample_file(path: Path) -> SampleNumbers:
    """The sample in a file.

    Args:
        path: a sample's manifest, a JSON object with `numbers` or `numbers_in_sample_order`, a
            JSON array of numbers, or numbers separated by spaces, commas or lines.

    Raises:
        InputError: it cannot be read, or holds no numbers.
    """
    try:
        content = path.read_bytes()
        if not content.lstrip().startswith((b"{", b"[")):
            return SampleNumbers(numbers=tuple(parse_numbers(content.decode(), str(path))))
        found = _decoded(content, path)
        checked_numbers(found.numbers, str(path))
        return found
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a sample: {error}") from error


def _decoded(content: bytes, path: Path) -> SampleNumbers:
    if content.lstrip().startswith(b"["):
        return SampleNumbers(numbers=msgspec.json.decode(content, type=tuple[int, ...]))
    document = msgspec.json.decode(content, type=_Document)
    document = document.manifest or document
    numbers = document.numbers or document.numbers_in_sample_order
    if not numbers:
        raise InputError(
            f"{path}: not a sample: it has neither `numbers` nor `numbers_in_sample_order`"
        )
    population = document.population
    stated = population.size if isinstance(population, _Population) else population
    return SampleNumbers(
        numbers=numbers,
        reserve=document.reserve,
        population=document.population_size or stated,
    )
