"""What a rater is told about who they are, when it may not be who they think."""

from collections.abc import Iterator

from store.workspace import Workspace
from triage.domain.rounds import AGAIN
from triage.domain.sample import Manifest


def about_the_rater(
    workspace: Workspace, manifest: Manifest, rater: str, *, is_named: bool
) -> list[str]:
    """What to tell before somebody codes a sample; nothing where all is as it was last time.

    Args:
        workspace: the study.
        manifest: the sample.
        rater: under whose name the codings will be.
        is_named: whether the name was given, and not looked up.

    Raises:
        StoreError: it cannot be read who has coded.
    """
    return list(_told(workspace, manifest, rater, is_named=is_named))


def _told(workspace: Workspace, manifest: Manifest, rater: str, *, is_named: bool) -> Iterator[str]:
    person = rater.removesuffix(AGAIN)
    coded = [each for each in workspace.raters() if not each.endswith(AGAIN)]
    if coded and person not in coded:
        yield (
            f"You are {person}, who has coded nothing here yet; {_listed(coded)} "
            f"{'has' if len(coded) == 1 else 'have'}. To be another, leave and name yourself "
            "with --rater"
        )
    elif not is_named and workspace.settings.rater not in ("", person):
        yield (
            f"You are {person}, who coded here last; triage.toml names "
            f"{workspace.settings.rater}. To be another, leave and name yourself with --rater"
        )
    if manifest.raters and person not in manifest.raters:
        yield (
            f"{person} is none of those who share the sample {manifest.name} "
            f"({_listed(manifest.raters)}), and so gets all its issues"
        )


def _listed(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(names)
