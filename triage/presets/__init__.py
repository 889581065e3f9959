"""Codebooks to start from, shipped as the TOML files that a workspace gets a copy of.

They are texts, not values, because a workspace keeps the file with its comments. This package
stands just above `triage.domain`: it knows errors and nothing else, and everything may use it.
"""

from importlib.resources import files

from triage.domain.errors import InputError

_SUFFIX = ".toml"


def preset_names() -> list[str]:
    """The names of the shipped codebooks, in alphabetical order."""
    names = (file.name for file in files(__name__).iterdir())
    return sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))


def preset_text(name: str) -> str:
    """The TOML text of a shipped codebook.

    Raises:
        InputError: when there is no codebook of that name.
    """
    if name not in preset_names():
        known = ", ".join(preset_names())
        raise InputError(f"there is no codebook preset called {name}: known are {known}")
    return files(__name__).joinpath(name + _SUFFIX).read_text(encoding="utf-8")
