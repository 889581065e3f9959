"""The colours that screens use beyond Textual's own, by name, and what stands in for them.

A stylesheet may name only variables that every theme has. So each declared variable has a
fallback made from the theme's own colours, and a theme that was never written for coding, one of
Textual's for example, serves as well.
"""

from textual.color import Color
from textual.theme import Theme

CODE_VARIABLES = tuple(f"code-{number}" for number in range(1, 10))
"""Hues that tell the codes of a question apart, in the order of the codebook."""

STATE_VARIABLES = {
    "coded": "an issue whose questions are all answered",
    "partly": "an issue with some questions answered",
    "uncoded": "an issue without any answer",
    "flagged": "a flag",
    "excluded": "an issue out of scope",
    "quote": "words bound to a code as evidence",
    "boilerplate": "headings of forms, tick lists, logs: what is not the reporter's own",
}
"""What a variable colours; a glyph always says the same."""

DECLARED_VARIABLES = (*CODE_VARIABLES, *STATE_VARIABLES)

_ON_DARK = (
    *("#6cb6ff", "#f0a45d", "#7fd18b", "#e58fd8", "#e8c55b"),
    *("#5fd3cf", "#ff8d85", "#b6a3ff", "#c0b48e"),
)
_ON_LIGHT = (
    *("#0b5cad", "#a04000", "#1d6b33", "#a3257f", "#6f5600"),
    *("#00666b", "#b3202c", "#5b3fb5", "#5f4a3c"),
)
_ANSI = (
    *("ansi_blue", "ansi_yellow", "ansi_green", "ansi_magenta", "ansi_cyan"),
    *("ansi_red", "ansi_bright_blue", "ansi_bright_magenta", "ansi_bright_green"),
)


def fallback_variables(theme: Theme) -> dict[str, str]:
    """A value for every declared variable, made from the colours of a theme."""
    generated = theme.to_color_system().generate()
    hues = _ANSI if theme.ansi else _ON_DARK if theme.dark else _ON_LIGHT
    dimmed = generated["foreground"] if theme.ansi else _dimmed(generated)
    return {
        **dict(zip(CODE_VARIABLES, hues, strict=True)),
        "coded": generated["text-success"],
        "partly": generated["text-warning"],
        "uncoded": dimmed,
        "flagged": generated["text-accent"],
        "excluded": generated["text-error"],
        "quote": generated["text-primary"],
        "boilerplate": dimmed,
    }


def _dimmed(generated: dict[str, str]) -> str:
    background = Color.parse(generated["background"])
    return background.blend(Color.parse(generated["foreground"]), 0.7, alpha=1).hex
