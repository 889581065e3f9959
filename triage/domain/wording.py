"""Changes in words: what a rater did, undid or redid, as a sentence reads it."""

from collections import Counter
from collections.abc import Sequence

from msgspec import structs

from triage.domain.codebook import Codebook, Kind, Question
from triage.domain.coding import MARKS, VERDICTS, Answer, Marks, Part, Verdicts
from triage.domain.history import Change
from triage.domain.issue import number_of


def change_in_words(change: Change, codebook: Codebook) -> str:
    """`#17984 RQ1: Performance → Hardware and platform`, or the like for marks and verdicts."""
    where = f"#{number_of(change.issue)}"
    if change.part == MARKS:
        return f"{where} {_marks_in_words(change.before, change.after)}"
    if change.part == VERDICTS:
        return f"{where} duplicates: {_verdicts_in_words(change.before, change.after)}"
    return f"{where} {change.part}: {_answers_in_words(change, codebook)}"


def undone_in_words(changes: Sequence[Change], codebook: Codebook) -> str:
    """What was taken back by some changes, in the words of those that they reverse."""
    taken_back = (
        structs.replace(change, before=change.after, after=change.before)
        for change in reversed(changes)
    )
    return "; ".join(change_in_words(change, codebook) for change in taken_back)


def redone_in_words(changes: Sequence[Change], codebook: Codebook) -> str:
    """What some changes do again."""
    return "; ".join(change_in_words(change, codebook) for change in changes)


def answer_in_words(answer: Answer, question: Question | None) -> str:
    """The chosen codes by label, in a line; `nothing` for none."""
    if answer.none_apply:
        return "none applies"
    chosen = [_label(code, question) for code in answer.codes]
    if question is not None and question.kind is Kind.CHECKLIST:
        chosen = [f"✓ {label}" for label in chosen]
    chosen += [f"✗ {_label(code, question)}" for code in answer.missing]
    return ", ".join(chosen) or "nothing"


def _answers_in_words(change: Change, codebook: Codebook) -> str:
    before, after = change.before, change.after
    if not (isinstance(before, Answer) and isinstance(after, Answer)):
        return "changed"
    question = codebook.question(change.part)
    old, new = answer_in_words(before, question), answer_in_words(after, question)
    words = [f"{old} → {new}"] if old != new else []
    if before.memo != after.memo:
        words.append(f"memo “{after.memo}”" if after.memo else "memo removed")
    if gone := lost_quotes_in_words(before, after, question):
        words.append(f"{gone} removed")
    if added := lost_quotes_in_words(after, before, question):
        words.append(f"{added} added")
    return ", ".join(words) or "unchanged"


def lost_quotes_in_words(before: Answer, after: Answer, question: Question | None) -> str:
    """`quote of Performance`, or the like for several that an answer does not have any more."""
    lost = Counter(quote.code for quote in before.quotes if quote not in after.quotes)
    return ", ".join(
        f"{f'{count} quotes' if count > 1 else 'quote'} of {_label(code, question)}"
        for code, count in lost.items()
    )


def _marks_in_words(before: Part, after: Part) -> str:
    if not (isinstance(before, Marks) and isinstance(after, Marks)):
        return "marks changed"
    words = []
    if before.flagged != after.flagged:
        words.append("flagged" if after.flagged else "flag removed")
    if before.skipped != after.skipped:
        words.append("skipped" if after.skipped else "no longer skipped")
    if before.excluded != after.excluded:
        words.append(f"excluded: {after.excluded}" if after.excluded else "taken back in")
    if before.confidence != after.confidence:
        words.append(f"confidence {after.confidence or 'removed'}")
    return ", ".join(words) or "read again, nothing changed"


def _verdicts_in_words(before: Part, after: Part) -> str:
    """What became of each pair that is judged otherwise now."""
    if not (isinstance(before, Verdicts) and isinstance(after, Verdicts)):
        return "changed"
    words = []
    for number in sorted(before.pairs.keys() | after.pairs.keys()):
        was, now = before.pairs.get(number), after.pairs.get(number)
        if was != now:
            words.append(f"#{number} {was.value if was else '–'} → {now.value if now else '–'}")
    if before.canonical != after.canonical:
        stands = f"#{after.canonical} stands" if after.canonical is not None else "no issue stands"
        words.append(f"{stands} for the group")
    return ", ".join(words) or "unchanged"


def _label(code_id: str, question: Question | None) -> str:
    code = question.code(code_id) if question else None
    return code.label if code else code_id
