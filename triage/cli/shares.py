"""Shares on the command line: `0.05` and `5%` mean the same."""

import re

import click

_SHARE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,9})?|\.\d{1,9})\s*(%?)\s*", re.ASCII)


def share(text: str) -> float:
    """A share between 0 and 1, both excluded, as an option's type.

    Raises:
        click.BadParameter: it is none.
    """
    match = _SHARE.fullmatch(text)
    fraction = float(match[1]) / (100 if match[2] else 1) if match else 0.0
    if not 0 < fraction < 1:
        raise click.BadParameter(f"{text!r} is no share between 0 and 1: write 0.05 or 5%")
    return fraction
