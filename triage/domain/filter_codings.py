"""The words of a filter that ask how one rater coded an issue, each answered by one rule."""

from collections.abc import Callable

from triage.domain.codebook import Codebook
from triage.domain.coding import Coding, Likeness

Fact = Callable[[Coding], bool]

_FACTS: dict[str, Fact] = {
    "flag": lambda coding: coding.marks.flagged,
    "skipped": lambda coding: coding.marks.skipped,
    "excluded": lambda coding: bool(coding.marks.excluded),
    "memo": lambda coding: any(answer.memo for answer in coding.answers.values()),
    "quote": lambda coding: any(answer.quotes for answer in coding.answers.values()),
    "duplicate": lambda coding: is_duplicate(coding),
}
"""Words that take yes or no."""


def coding_meets(
    word: str, value: str, coding: Coding, codebook: Codebook, *, is_changed: bool
) -> bool:
    """Whether a coding meets one value of one word.

    Args:
        word: a word about codings that takes a name or one of its values.
        value: one value of it, in canonical form.
        coding: one rater's coding of the issue, an empty one when there is none.
        codebook: the questions that a complete coding answers.
        is_changed: whether the issue is not any more what it was when it was coded.
    """
    match word:
        case "coded":
            return progress(coding, codebook) == value
        case "code":
            return _names(value, [(name, each.codes) for name, each in coding.answers.items()])
        case "missing":
            return _names(value, [(name, each.missing) for name, each in coding.answers.items()])
        case "changed":
            return is_changed == (value == "yes")
        case _:
            return _FACTS[word](coding) == (value == "yes")


def progress(coding: Coding, codebook: Codebook) -> str:
    """How far an issue is coded: yes, partly or no."""
    if not coding.is_started(codebook):
        return "no"
    return "yes" if coding.is_complete(codebook) else "partly"


def is_duplicate(coding: Coding) -> bool:
    """Whether the rater judged the issue the same as another one."""
    verdicts = coding.verdicts
    return verdicts.canonical is not None or Likeness.SAME in verdicts.pairs.values()


def _names(value: str, codes: list[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether `code` or `question.code` names one of the codes."""
    wanted = value.casefold()
    return any(
        wanted in (code.casefold(), f"{question}.{code}".casefold())
        for question, chosen in codes
        for code in chosen
    )
