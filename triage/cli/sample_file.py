"""The numbers of a sample from a file: a manifest, another JSON object with numbers, or a list."""

from pathlib import Path

import msgspec
from msgspec import Struct

from triage.cli.numbers import read_numbers
from triage.domain.errors import InputError


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
            return SampleNumbers(numbers=tuple(read_numbers(str(path))[0]))
        return _decoded(content, path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a sample: {error}") from error


def _decoded(content: bytes, path: Path) -> SampleNumbers:
    if content.lstrip().startswith(b"["):
        return SampleNumbers(numbers=msgspec.json.decode(content, type=tuple[int, ...]))
    document = msgspec.json.decode(content, type=_Document)
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
