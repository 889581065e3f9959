"""Materials for tests of the report: the demo's study with everything in it, and a hostile one."""

from datetime import UTC, datetime

from tests.samples import CODEBOOK, NOON, issue, manifest
from triage.analysis.duplicate_groups import DuplicateGroup
from triage.demo import demo_codebook_text, demo_codings, demo_issues, demo_manifest
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.codebook_toml import read_codebook
from triage.domain.coding import Answer, Coding, Marks, Quote
from triage.domain.issue import SampledIssue, text_digest
from triage.report.build import Material
from triage.report.model import Agreement, Round, Statement
from triage.report.narrative import Narrative

HOSTILE = [
    "# Not a heading",
    "<script>alert(1)</script>",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "=cmd|' /C calc'!A1",
    r"\input{/etc/passwd} $x^2$ 100% & more_less #7 ~ {} \end{document}",
    "**Pattern 9: Fake (90% of samples)**",
    "- Issue #1(https://evil.example/1): fake",
    "| cell | cell |",
    "漢字 и кириллица \u202eright to left\u202c emoji 👩‍💻",
    "\x1b[31mred\x1b[0m \x07 \x00 \ufffe \ud800",
    "\"quoted\", 'quoted'; and `code`\r\nsecond line",
    "{{ report.title }} {% raw %} << report >> <% for %>",
    "a" * 300,
]
"""Texts that try to be more than text, one per issue."""

HOSTILE_CODEBOOK = Codebook(
    name="<b>book</b> & co_mpany",
    description="# all 50% of $x$",
    questions=(
        Question(
            id="RQ1",
            title="<i>Which</i> | kind? 50%",
            kind=Kind.SINGLE,
            help="[help](https://evil.example)",
            codes=tuple(
                Code(id=f"code-{place}", label=text, definition=text)
                for place, text in enumerate(HOSTILE[:4])
            ),
        ),
        Question(
            id="RQ2",
            title="What is told?",
            kind=Kind.CHECKLIST,
            codes=tuple(
                Code(id=f"item-{place}", label=text, example=text)
                for place, text in enumerate(HOSTILE[4:8])
            ),
        ),
    ),
)


def coded(number: int, **answers: Answer) -> Coding:
    """A coding of `octo/cats#number`."""
    return Coding(issue=f"octo/cats#{number}", answers=answers)


def small_material(codings: list[Coding], count: int = 10, **more: object) -> Material:
    """The material of `count` issues under the small codebook of the tests."""
    made = {
        "manifest": manifest(count, population_size=100),
        "issues": [SampledIssue(issue=issue(number)) for number in range(1, count + 1)],
        "codebook": CODEBOOK,
        "codings": {coding.issue: coding for coding in codings},
        "source": "ada",
        "raters": ("ada",),
        **more,
    }
    return Material(**made)  # type: ignore[arg-type]  # checked by the tests' own asserts


def demo_material(rater: str = "second") -> Material:
    """The demo as one rater coded it, with every part that a report can have."""
    codebook = read_codebook(demo_codebook_text(), "demo")
    codings = {coding.issue: coding for coding in demo_codings(rater).values()}
    excluded = next(iter(codings))
    codings[excluded] = codings[excluded].with_part("@marks", Marks(excluded="not a request"))
    return Material(
        manifest=demo_manifest(),
        issues=demo_issues(),
        codebook=codebook,
        codings=codings,
        source=rater,
        raters=("original", "second"),
        narrative=Narrative(
            summaries={"RQ1": "Mostly **performance**, with `code` and [a link](https://a.bc/x)."},
            recommendations=(
                Statement(title="Tune", text="Do it.", support="RQ1.performance, #17984"),
            ),
        ),
        as_of=datetime(2026, 1, 2, 12, tzinfo=UTC),
        agreement=tuple(
            Agreement(
                question=each.id,
                coefficient="Krippendorff's alpha",
                value=value,
                low=low,
                high=high,
                n=n,
                reason="every coding is the same code" if value is None else "",
            )
            for each, (value, low, high, n) in zip(codebook, _AGREEMENT, strict=True)
        ),
        duplicates=(
            DuplicateGroup(canonical=174, numbers=(174, 214)),
            DuplicateGroup(canonical=16511, numbers=(12297, 16511)),
        ),
        rounds=(Round(name="pilot", raters=("original", "second"), is_blind=True),),
    )


_AGREEMENT: list[tuple[float | None, float | None, float | None, int]] = [
    (0.71, 0.5, 0.9, 29),
    (0.625, 0.41, 0.78, 14),
    (0.8, None, None, 2),
    (None, None, None, 0),
]


def hostile_material() -> Material:
    """A study in which every text that comes from outside is hostile."""
    issues, codings = [], {}
    for number, text in enumerate(HOSTILE, start=1):
        body = f"before {text} after"
        sampled = SampledIssue(
            issue=issue(
                number, title=text, body=body, labels=(text,), web_url="javascript:alert(1)"
            )
        )
        code, item = f"code-{number % 4}", f"item-{number % 4}"
        quote = Quote(
            source="body",
            start=7,
            end=7 + len(text),
            text=text,
            digest=text_digest(body),
            code=code,
        )
        answers = {
            "RQ1": Answer(codes=(code,), memo=text if number % 2 else "", quotes=(quote,)),
            "RQ2": Answer(codes=(item,)) if number % 3 else Answer(missing=(item,), memo=text),
        }
        issues.append(sampled)
        codings[sampled.issue.key] = Coding(issue=sampled.issue.key, answers=answers)
    last = issues[-1].issue.key
    codings[last] = codings[last].with_part("@marks", Marks(excluded=HOSTILE[1]))
    return Material(
        manifest=manifest(len(issues), label=HOSTILE[1], where=HOSTILE[4], source=HOSTILE[2]),
        issues=issues,
        codebook=HOSTILE_CODEBOOK,
        codings=codings,
        source="<ada>",
        raters=("<ada>", "b_b"),
        narrative=Narrative(
            summaries={"RQ1": "Bold **words** <script>alert(1)</script> ![p](https://a.bc/p.png)"},
            observations=tuple(Statement(title=text, text=text) for text in HOSTILE),
            recommendations=(
                Statement(title="T<b>", text="x & y_z", support="RQ1.code-1, #2 <i>"),
            ),
        ),
        as_of=NOON,
        agreement=(
            Agreement(question="RQ1", coefficient="<kappa>", value=None, reason="<b>none", n=3),
        ),
        duplicates=(DuplicateGroup(canonical=1, numbers=(1, 2, 3)),),
        rounds=(
            Round(
                name="<r>",
                raters=("<ada>",),
                is_blind=False,
                early=("<ada> looked before all had sealed (“[x](y) <b>”)",),
                opened_at=NOON,
            ),
        ),
    )
