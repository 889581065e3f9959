"""Who codes which issue of a sample, when raters share the work.

The numbers stand in random order already, so the issues that all raters code are spread evenly
over the order and the others are dealt out in turn. Position alone decides: when a sample is
extended, nobody's issues change. Reserve issues are coded by everybody.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import structs

from triage.domain.codebook import Codebook
from triage.domain.coding import Coding
from triage.domain.errors import InputError, SampleError
from triage.domain.issue import issue_key, number_of
from triage.domain.rounds import AGAIN
from triage.domain.sample import Manifest, active_numbers, draw_key

_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})(%?)", re.ASCII)

ALL = "all"
"""The overlap at which every rater codes every issue."""


def checked_overlap(overlap: str, raters: Sequence[str]) -> str:
    """A share as the manifest keeps it: a decimal number from 0 to 1.

    Args:
        overlap: `all`, a percentage such as `20%`, or a decimal number; empty means all.
        raters: who shares the work; with nobody named there is nothing to divide.

    Raises:
        SampleError: it is no share, or it divides among fewer than two raters.
    """
    if len(set(raters)) != len(raters):
        raise SampleError("a rater is named twice")
    if not raters and overlap in ("", ALL):
        return ""
    share = _share(overlap)
    if share < 1 and len(raters) < 2:
        raise SampleError("an overlap is between raters: name two or more, or leave it out")
    return format(float(share), "g") if raters else ""


def assigned_raters(manifest: Manifest, number: int) -> tuple[str, ...]:
    """The raters who code an issue; empty when everybody codes all."""
    if number not in manifest.numbers:
        return manifest.raters
    position = manifest.numbers.index(number)
    return _raters_at(manifest, position)


def assigned_numbers(manifest: Manifest, rater: str, numbers: Sequence[int]) -> tuple[int, ...]:
    """Those of some issues of the sample that a rater codes.

    A rater whom the manifest does not name codes all of them; a second coding is assigned what
    the first one is.

    Args:
        manifest: the sample.
        rater: who.
        numbers: drawn and reserve issues, usually `active_numbers`.
    """
    person = rater.removesuffix(AGAIN)
    if person not in manifest.raters:
        return tuple(numbers)
    raters = {
        number: _raters_at(manifest, position) for position, number in enumerate(manifest.numbers)
    }
    return tuple(each for each in numbers if person in raters.get(each, manifest.raters))


def numbers_to_read(
    manifest: Manifest, rater: str, codings: Mapping[str, Coding]
) -> tuple[int, ...]:
    """The issues in a rater's list: the drawn ones, and those that step in for excluded ones.

    Excluded issues stay in the list, where they can be taken back in.

    Args:
        manifest: the sample.
        rater: who reads.
        codings: the rater's, by issue key.
    """
    excluded = {number_of(key) for key, each in codings.items() if each.marks.excluded}
    stepped_in = set(active_numbers(manifest, excluded)).difference(manifest.numbers)
    stepped_in |= excluded.intersection(manifest.reserve)
    reserve = (number for number in manifest.reserve if number in stepped_in)
    return assigned_numbers(manifest, rater, (*manifest.numbers, *reserve))


def open_numbers(
    manifest: Manifest, rater: str, codings: Mapping[str, Coding], codebook: Codebook
) -> tuple[int, ...]:
    """The issues in a rater's list that still lack an answer, without the excluded ones.

    Args:
        manifest: the sample.
        rater: who reads.
        codings: the rater's, by issue key.
        codebook: whose questions are to be answered.
    """

    def is_open(number: int) -> bool:
        key = issue_key(manifest.repository, number)
        coding = codings.get(key) or Coding(issue=key)
        return not (coding.marks.excluded or coding.is_complete(codebook))

    return tuple(filter(is_open, numbers_to_read(manifest, rater, codings)))


def presented_again(manifest: Manifest, rater: str, first: Mapping[str, Coding]) -> Manifest:
    """The sample as it comes to a rater a second time: what they coded, in another order.

    The order is random and not that of the first time, so whoever stops early has coded a random
    part again.

    Args:
        manifest: the sample.
        rater: the name of the second coding.
        first: the codings of the first time, by issue key.

    Raises:
        InputError: nothing was coded the first time.
    """
    keys = {
        number: issue_key(manifest.repository, number)
        for number in (*manifest.numbers, *manifest.reserve)
    }
    coded = [
        number
        for number, key in keys.items()
        if key in first and first[key].answers and not first[key].marks.excluded
    ]
    if not coded:
        raise InputError(
            f"{rater.removesuffix(AGAIN)} has coded nothing of the sample {manifest.name} yet, so "
            f"there is nothing to code again"
        )
    coded.sort(key=lambda number: draw_key(rater, manifest.name, keys[number]))
    return structs.replace(
        manifest, numbers=tuple(coded), reserve=(), raters=(), overlap="", strata={}
    )


def _raters_at(manifest: Manifest, position: int) -> tuple[str, ...]:
    share = Fraction(manifest.overlap or "1")
    before, after = _overlapping(share, position), _overlapping(share, position + 1)
    if after > before or not manifest.raters:
        return manifest.raters
    dealt = position - before
    return (manifest.raters[dealt % len(manifest.raters)],)


def _overlapping(share: Fraction, size: int) -> int:
    """How many of the first issues all raters code: the share, rounded up."""
    return -(-share * size // 1)


def _share(overlap: str) -> Fraction:
    text = overlap.strip().casefold()
    if text in ("", ALL):
        return Fraction(1)
    if not (number := _SHARE.fullmatch(text)):
        raise _no_share(overlap)
    share = Fraction(number[1]) / (100 if number[2] else 1)
    if share > 1:
        raise _no_share(overlap)
    return share


def _no_share(overlap: str) -> SampleError:
    return SampleError(f"overlap {overlap!r} is no share of the sample: give all, 20% or 0.2")
