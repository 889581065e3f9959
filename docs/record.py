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
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from msgspec import Struct
from rich.console import Console
from rich.text import Text

from bench.studies import made_up_issues, make_study
from triage.cli.demo import make_demo

DOCS = Path(__file__).parent
SERVER = "triage-record"
KEY_SECONDS = 0.1
QUIET_SECONDS = 1.0
"""So long without a change means that the terminal shows what it will show."""

MOST_SECONDS = 60.0


class Session(Struct, frozen=True):
    """What is typed, and into what."""

    starts: Sequence[Sequence[str]]
    """The keys of each start of the program, by the names of tmux; words are typed."""
    size: tuple[int, int] = (140, 45)
    is_made_up: bool = False
    """Whether it needs the text of issues, which the shipped sample does not have."""
    keymap: str = ""


SESSIONS = {
    "first-coding": Session(
        [["g", "14381", "Enter", "3", "1", "Enter", "4", "1", "1", "3", "Enter"]]
    ),
    "undo-across-a-restart": Session([["g", "20950", "Enter", "2", "q"], ["u"]]),
    "quote": Session([["v", "j", "j", "1", "Tab", "BTab"]], is_made_up=True),
    "exclude": Session([["3", "x", "no", "Space", "request", "Enter"]], is_made_up=True),
    "new-code": Session(
        [["c", "Translation", "Enter", "Only", "Space", "words", "Space", "change.", "Enter"]]
    ),
    "remapped-keys": Session(
        [["2", "h", "?"]], keymap='[keys]\nundo = "h"\ntoggle-skip = "i"\nnext-issue = "F5"\n'
    ),
    "narrow-window": Session([["g", "12173", "Enter", "2"]], size=(80, 24)),
    "compare": Session([["a"]]),
    "settled": Session([["A"]]),
}

SCREENSHOT = "first-coding"


def main() -> None:
    """Record every session, or those named on the command line."""
    wanted = sys.argv[1:] or list(SESSIONS)
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            screen = record(SESSIONS[name], Path(folder))
        text = "\n".join(line.rstrip() for line in Text.from_ansi(screen).plain.splitlines())
        (DOCS / "sessions" / f"{name}.txt").write_text(text + "\n", "utf-8")
        if name == SCREENSHOT:
            write_screenshot(screen, SESSIONS[name].size[0])
        print(f"recorded {name}")


def record(session: Session, folder: Path) -> str:
    """Type the keys of a session; what the terminal shows at the end, with its colours."""
    study = folder / "study"
    settings = folder / "config" / "triage"
    settings.mkdir(parents=True)
    if session.keymap:
        (settings / "keymap.toml").write_text(session.keymap, "utf-8")
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(folder / "config"),
        "COLORTERM": "truecolor",
    }
    if session.is_made_up:
        make_study(study, list(made_up_issues(30, words=60)), reserve=3)
        rater = "ada"
    else:
        make_demo(study)
        rater = "original"
    width, height = map(str, session.size)
    program = f"{sys.executable} -m triage code --workspace {study} --rater {rater}"
    screen = ""
    for keys in session.starts:
        tmux("new-session", "-d", "-x", width, "-y", height, program, environment=environment)
        settled("Enter Accept")
        for key in keys:
            press(key)
        if keys[-1] != "q":
            screen = settled()
            tmux("kill-server")
        while is_running():
            time.sleep(KEY_SECONDS)
    return screen


def press(key: str) -> None:
    """Type a key by its name, or a word."""
    is_word = len(key) > 1 and key not in ("Enter", "Space", "Tab", "BTab")
    tmux("send-keys", *(["-l"] if is_word else []), key)
    time.sleep(KEY_SECONDS)


def settled(words: str = "") -> str:
    """What the terminal shows, with its colours, once it shows some words and nothing changes."""
    seen, since = "", time.monotonic()
    end = since + MOST_SECONDS
    while time.monotonic() < end:
        time.sleep(KEY_SECONDS)
        now = tmux("capture-pane", "-p", "-e")
        if now != seen:
            seen, since = now, time.monotonic()
        elif words in Text.from_ansi(seen).plain and time.monotonic() - since > QUIET_SECONDS:
            return seen
    raise SystemExit(f"the terminal shows no rest, or no {words!r}:\n{seen}")


def is_running() -> bool:
    """Whether the program of the last start is still there."""
    return bool(tmux("list-sessions"))


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
