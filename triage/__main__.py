"""The entry point: runs a command, and is the one place that tells the user what went wrong.

Exit codes: 0 done; 1 the answer is "no"; 2 a usage or input error; 130 interrupted; 141 nobody
reads the output any more, as behind `| head`. The command line is imported inside, so that Ctrl+C
is heard while that takes its moment.
"""

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper

NEW_OBJECTS = 50_000
"""So many are made before Python looks for garbage; it would look at every 700. Modules, codebooks
and issues stay, and looking through them again and again is a fifth of the start."""


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(NEW_OBJECTS)
    try:
        _print_any_character()
        code = _run()
    except KeyboardInterrupt:
        _tell("interrupted; what was saved before is kept")
        code = 130
    sys.exit(code)


def _run() -> int:
    import click

    from triage.cli.root import OutputClosedError, triage
    from triage.domain.errors import TriageError

    try:
        code = triage.main(prog_name="triage", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except TriageError as error:
        _tell(str(error))
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except OutputClosedError:
        _drop_output()
        return 141
    except OSError as error:
        _drop_output()
        _tell(f"{error.filename or 'the output'} cannot be written or read: {error.strerror}")
        return 2
    return code if isinstance(code, int) else 0


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
    import click

    from triage.domain.safe_text import visible

    with suppress(OSError):
        click.echo(f"triage: {visible(message)}", err=True)


if __name__ == "__main__":
    main()
