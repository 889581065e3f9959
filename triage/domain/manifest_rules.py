"""What every manifest is, whoever wrote it: the rules that the rest of the house relies on."""

from itertools import pairwise

from triage.domain.assignment import checked_overlap
from triage.domain.errors import SampleError
from triage.domain.names import checked_name
from triage.domain.sample import Manifest


def checked_manifest(manifest: Manifest) -> Manifest:
    """The manifest, when it can be worked with; whether it is unchanged is for `verify` to say.

    Raises:
        SampleError: it cannot, with the first reason.
        InputError: a name in it cannot be a file name.
    """
    checked_name(manifest.name, "sample")
    checked_raters(manifest.raters)
    checked_overlap(manifest.overlap, manifest.raters)
    if not manifest.numbers:
        raise _broken(manifest, "it has no numbers")
    if min((*manifest.numbers, *manifest.reserve)) < 1:
        raise _broken(manifest, "a number is below 1")
    sizes = [0, *(stage.size for stage in manifest.earlier), manifest.size]
    if any(before >= after for before, after in pairwise(sizes)):
        raise _broken(manifest, "its extensions do not grow")
    if manifest.seed is not None:
        checked_seed(manifest.seed)
    return manifest


def checked_seed(seed: str) -> str:
    """The seed, when others can type it.

    Raises:
        SampleError: it is empty, or holds a character that cannot be seen.
    """
    if not seed or not seed.isprintable():
        raise SampleError(f"seed {seed!r}: choose a word or number that others can type")
    return seed


def checked_raters(raters: tuple[str, ...]) -> tuple[str, ...]:
    """The raters of a sample, when each may have a file of their own.

    Raises:
        InputError: a name cannot be a file name.
    """
    return tuple(checked_name(rater, "rater") for rater in raters)


def _broken(manifest: Manifest, reason: str) -> SampleError:
    return SampleError(f"sample {manifest.name}: the manifest cannot be used, {reason}")
