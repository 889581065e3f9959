"""Records sessions in a real terminal: `make record`.

Each session is a list of keys typed into `triage` under tmux; what the terminal shows afterwards
is kept as text in `docs/sessions/`, and the README's screenshot is made from one of them. Needs
tmux and the shipped demo, no network.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bench.studies import made_up_issues, make_study
from triage.cli.demo import make_demo

DOCS = Path(__file__).parent
SERVER = "triage-record"
START_SECONDS = 4.0
KEY_SECONDS = 0.35

SESSIONS: dict[str, tuple[str, list[str | list[str]]]] = {
    "first-coding": ("140x45", [["g", *"14381", "Enter", "3", "1", "Enter", "4", "1", "Enter"]]),
    "undo-across-a-restart": ("140x45", [["g", *"20950", "Enter", "2", "q"], ["u"]]),
    "quote": ("140x45", [["v", "j", "j", "v", "1"]]),
    "exclude": ("140x45", [["g", *"5426", "Enter", "x", *"no", "Space", *"request", "Enter"]]),
    "new-code": ("140x45", [["c", *"Translation", "Enter", *"Words", "Space", *"only.", "Enter"]]),
    "remapped-keys": ("140x45", [["question_mark"]]),
    "narrow-window": ("80x24", [["g", *"12173", "Enter", "2"]]),
    "compare": ("140x45", [["a"]]),
    "settled": ("140x45", [["A"]]),
}
"""Size of the terminal, and the keys of each start of the program."""

SCREENSHOT = "first-coding"

MADE_UP = {"quote"}
"""Sessions that need the text of issues, which the shipped sample does not have."""


def main() -> None:
    """Record every session, or those named on the command line."""
    wanted = sys.argv[1:] or list(SESSIONS)
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            screen = record(name, Path(folder))
        (DOCS / "sessions" / f"{name}.txt").write_text(Text.from_ansi(screen).plain + "\n", "utf-8")
        if name == SCREENSHOT:
            write_screenshot(screen, 140)
        print(f"recorded {name}")


def record(name: str, folder: Path) -> str:
    """Type the keys of a session; what the terminal shows at the end, with its colours."""
    size, starts = SESSIONS[name]
    width, height = size.split("x")
    study = folder / "study"
    settings = folder / "config" / "triage"
    settings.mkdir(parents=True)
    if name == "remapped-keys":
        (settings / "keymap.toml").write_text('[keys]\nundo = "h"\ntoggle-skip = "i"\n', "utf-8")
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(folder / "config"),
        "COLORTERM": "truecolor",
    }
    if name in MADE_UP:
        make_study(study, list(made_up_issues(30, words=60)))
        rater = "ada"
    else:
        make_demo(study)
        rater = "original"
    program = f"{sys.executable} -m triage code --workspace {study} --rater {rater}"
    screen = ""
    for keys in starts:
        tmux("new-session", "-d", "-x", width, "-y", height, program, environment=environment)
        time.sleep(START_SECONDS)
        for key in keys:
            tmux("send-keys", "?" if key == "question_mark" else key)
            time.sleep(KEY_SECONDS)
        if keys[-1] != "q":
            screen = settled_screen()
            tmux("kill-server")
        else:
            time.sleep(1)
    return screen


def settled_screen() -> str:
    """What the terminal shows once nothing has changed for a second."""
    before = ""
    while (screen := tmux("capture-pane", "-p", "-e")) != before:
        before = screen
        time.sleep(1)
    return screen


def tmux(*arguments: str, environment: dict[str, str] | None = None) -> str:
    """One tmux command on a server of our own."""
    command = [shutil.which("tmux") or "tmux", "-L", SERVER, *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    ).stdout


def write_screenshot(screen: str, width: int) -> None:
    """The README's picture, from what the terminal showed."""
    console = Console(
        record=True,
        width=width,
        file=StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    console.print(Text.from_ansi(screen), soft_wrap=True, highlight=False)
    console.save_svg(str(DOCS / "screenshot.svg"), title="triage")


if __name__ == "__main__":
    main()
