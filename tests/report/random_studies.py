"""Studies as they happen: issues uncoded, skipped, excluded and replaced, work divided."""

from collections.abc import Iterator, Sequence
from random import Random

from msgspec import Struct, structs

from tests.samples import CODEBOOK, NOON, issue, manifest
from triage.domain.assignment import numbers_to_read
from triage.domain.codebook import Codebook, Kind, Question
from triage.domain.codebook_toml import read_codebook
from triage.domain.coding import Answer, Coding, Likeness, Marks, Quote, Verdicts
from triage.domain.issue import Issue, SampledIssue, text_digest
from triage.domain.sample import Manifest
from triage.presets import preset_text
from triage.report.build import Material, build_report
from triage.report.narrative import read_narrative, with_observation
from triage.report.suggestions import suggestions

_WORDS = ("cache", "memory", "crash", "slow", "kernel", "driver", "lid", "spout", "tea", "loop")
_LABELS = ("enhancement", "stale", "good first issue", "help wanted", "v1")
_BOOKS = (CODEBOOK, read_codebook(preset_text("feature-request"), "feature-request"))


class Study(Struct, frozen=True):
    """A study, with all that there is to know of its issues."""

    manifest: Manifest
    material: Material
    facts: dict[int, Issue]


def random_study(seed: int) -> Study:
    """A study of a kind that the seed decides: its report has words and taken suggestions."""
    random = Random(seed)
    book, size = random.choice(_BOOKS), random.choice((4, 8, 12, 16))
    numbers = tuple(random.sample(range(1, 9000), size + random.choice((0, 3, 8))))
    raters = ("ada", "bob")[: random.choice((1, 2))]
    is_divided = len(raters) > 1 and random.random() < 0.5
    drawn = manifest(
        0,
        numbers=numbers[:size],
        reserve=numbers[size:],
        population_size=random.choice((None, 200)),
        raters=raters if is_divided else (),
        overlap="0.25" if is_divided else "",
    )
    issues = {number: _issue(random, number) for number in numbers}
    codings = {coding.issue: coding for coding in _codings(random, book, list(issues.values()))}
    source = random.choice((*raters, "consensus"))
    material = Material(
        manifest=drawn,
        issues=[issues[number] for number in numbers_to_read(drawn, source, codings)],
        codebook=book,
        codings=codings,
        source=source,
        raters=raters,
    )
    words = read_narrative(_words(random, material), book)
    facts = {number: sampled.issue for number, sampled in issues.items()}
    return Study(drawn, structs.replace(material, narrative=words), facts)


def _issue(random: Random, number: int) -> SampledIssue:
    is_closed = random.random() < 0.6
    return SampledIssue(
        issue=issue(
            number,
            title=" ".join(random.choices(_WORDS, k=4)),
            body=" ".join(random.choices([*_WORDS, "\x1b[31mred\x1b[0m"], k=30)),
            state="closed" if is_closed else "open",
            closed_at=NOON if is_closed else None,
            labels=tuple(label for label in _LABELS if random.random() < 0.3),
        )
    )


def _codings(random: Random, book: Codebook, issues: Sequence[SampledIssue]) -> Iterator[Coding]:
    uncoded, excluded, open_questions = (
        random.choice(rates) for rates in ((0, 0.1, 0.4), (0, 0.2), (0, 0.15))
    )
    for sampled in issues:
        coding = Coding(issue=sampled.issue.key)
        if random.random() < excluded:
            coding = coding.with_part("@marks", Marks(excluded="not a request"))
        elif random.random() < 0.1:
            coding = coding.with_part("@marks", Marks(skipped=True, flagged=True))
        if random.random() >= uncoded:
            answers = {
                question.id: _answer(random, question, sampled)
                for question in book
                if random.random() >= open_questions
            }
            coding = structs.replace(coding, answers=answers)
        if random.random() < 0.1:
            other = random.choice(issues).issue.number
            coding = structs.replace(coding, verdicts=Verdicts(pairs={other: Likeness.SAME}))
        yield coding


def _answer(random: Random, question: Question, sampled: SampledIssue) -> Answer:
    """An answer that no fact of the issue contradicts: nobody calls an open one implemented."""
    ids = [code.id for code in question.codes]
    memo = random.choice(("", "wants it, soon"))
    if question.kind is Kind.SINGLE:
        chosen = [random.choice(ids if sampled.issue.state == "closed" else ids[-2:])]
        return Answer(codes=tuple(chosen), memo=memo, quotes=_quotes(random, sampled, chosen[0]))
    chosen = [each for each in ids if random.random() < 0.3]
    missing = [each for each in ids if each not in chosen and random.random() < 0.4]
    if question.kind is Kind.CHECKLIST and (chosen or missing):
        return Answer(codes=tuple(chosen), missing=tuple(missing), memo=memo)
    return Answer(codes=tuple(chosen), none_apply=not chosen, memo=memo)


def _quotes(random: Random, sampled: SampledIssue, code: str) -> tuple[Quote, ...]:
    if random.random() < 0.7:
        return ()
    body, start = sampled.issue.body, random.randint(0, 20)
    end = random.randint(start + 8, len(body))
    digest = text_digest(body)
    quote = Quote(
        source="body", start=start, end=end, text=body[start:end], digest=digest, code=code
    )
    return (quote,)


def _words(random: Random, material: Material) -> str:
    """A narrative that takes suggestions and rests recommendations on findings and issues."""
    text = ""
    for each in suggestions(material):
        if random.random() < 0.6:
            text = with_observation(text, each.title, each.text)
    items = [
        f"- **{finding.label}**: Look at it first. (supported by {section.mark}.{finding.code} "
        f"{finding.k} of {finding.n}, #{finding.issues[0].number})\n"
        for section in build_report(material).sections
        for finding in section.findings[:2]
        if finding.k
    ]
    return f"{text}\n## Recommendations\n\n{''.join(items)}"
