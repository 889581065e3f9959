"""The entry point: runs a command, and is the one place that tells the user what went wrong.

Exit codes: 0 done; 1 the answer is "no"; 2 a usage or input error; 130 interrupted.
"""

import sys

import click

from triage.domain.errors import TriageError


def main() -> None:
    """Run the command line and exit with its code."""
    from triage.cli.root import triage

    try:
        code = triage.main(prog_name="triage", standalone_mode=False)
    except TriageError as error:
        _tell(str(error))
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        _tell("interrupted; everything up to here is saved")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    sys.exit(code if isinstance(code, int) else 0)


def _tell(message: str) -> None:
    from triage.domain.safe_text import visible

    click.echo(f"triage: {visible(message)}", err=True)


if __name__ == "__main__":
    main()
