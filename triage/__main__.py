"""The entry point: runs a command, and is the one place that tells the user what went wrong.

Exit codes: 0 done; 1 the answer is "no"; 2 a usage or input error; 130 interrupted; 141 nobody
reads the output any more, as behind `| head`.
"""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper

import click

from triage.domain.errors import TriageError


def main() -> None:
    """Run the command line and exit with its code."""
    from triage.cli.root import OutputClosedError, triage

    _print_any_character()
    try:
        code = triage.main(prog_name="triage", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except TriageError as error:
        _tell(str(error))
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        _tell("interrupted; what was saved before is kept")
        sys.exit(130)
    except OutputClosedError:
        _drop_output()
        sys.exit(141)
    except OSError as error:
        _drop_output()
        _tell(f"{error.filename or 'the output'} cannot be written or read: {error.strerror}")
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _print_any_character() -> None:
    """Let nothing that is printed fail for its characters.

    Where the locale says nothing, as LC_ALL=C does, Python may fall back to ASCII: then UTF-8 is
    the better guess. Another encoding is meant; what it lacks becomes a question mark.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            is_ascii = stream.encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968", "646")
            stream.reconfigure(encoding="utf-8" if is_ascii else None, errors="replace")


def _drop_output() -> None:
    """Forget what could not be printed, so that leaving does not try it again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(message: str) -> None:
    from triage.domain.safe_text import visible

    with suppress(OSError):
        click.echo(f"triage: {visible(message)}", err=True)


if __name__ == "__main__":
    main()
