"""`triage package FILE.zip`: what a stranger needs to check a study and do it again."""

from pathlib import Path

import click

from triage.cli.options import json_option, rater_option, sample_option, workspace_option
from triage.cli.output import print_json, say
from triage.domain.errors import InputError


@click.command(epilog="Example: triage package study.zip --sample main")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@sample_option
@rater_option
@click.option("--with-texts", is_flag=True, help="Put bodies, comments and quotes into it too.")
@json_option
def package(
    file: Path,
    folder: Path,
    sample_name: str | None,
    rater: str | None,
    with_texts: bool,
    as_json: bool,
) -> None:
    """Write the reproducibility package of a sample into the new archive FILE.

    Manifest, facts of the issues, codebook history, every rater's codings, disagreements,
    consensus and report; no text of an issue unless asked. The same study gives the same bytes.
    """
    from store.disk import replace_file
    from store.workspace import Workspace
    from triage.exchange.package import package as package_bytes
    from triage.exchange.package import package_entries
    from triage.packaging import gather_package

    if file.exists():
        raise InputError(f"{file} is there already; name another file")
    material = gather_package(Workspace.open(folder), sample_name, rater, with_texts=with_texts)
    replace_file(file, package_bytes(material))
    names = sorted(package_entries(material))
    if as_json:
        print_json({"file": str(file), "entries": names})
    else:
        say(f"Wrote {file}: {len(names)} files")
