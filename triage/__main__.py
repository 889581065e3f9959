"""The entry point: runs a command, and is the one place that tells the user what went wrong.

Exit codes: 0 done; 1 the answer is "no"; 2 a usage or input error; 130 interrupted. Everything is
imported inside, so that Ctrl+C is heard from the first moment on.
"""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        code = _run()
    except KeyboardInterrupt:
        sys.stderr.write("triage: interrupted; everything up to here is saved\n")
        code = 130
    sys.exit(code)


def _run() -> int:
    import click

    from triage.cli.root import triage
    from triage.domain.errors import TriageError

    try:
        code = triage.main(prog_name="triage", standalone_mode=False)
    except TriageError as error:
        _tell(str(error))
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except BrokenPipeError:
        sys.stderr.close()
        return 141
    return code if isinstance(code, int) else 0


def _tell(message: str) -> None:
    import click

    from triage.domain.safe_text import visible

    click.echo(f"triage: {visible(message)}", err=True)


if __name__ == "__main__":
    main()
