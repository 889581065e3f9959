"""Everything that is known when a report is audited, worked out once for all rules."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from triage.domain.issue import Conversation, Issue
from triage.report.audit import claims
from triage.report.audit.basis import Basis
from triage.report.audit.claims import Claim
from triage.report.audit.spoken_of import spoken_of
from triage.report.read import Citation, QuestionText, ReportText


class Case(Basis):
    """A report, its claims, and what it can be held against."""

    def __init__(
        self,
        report: ReportText,
        *,
        facts: Mapping[int, Issue] | None = None,
        conversations: Mapping[int, Conversation] | None = None,
        sample: Sequence[int] | None = None,
        reserve: Sequence[int] = (),
        population: int | None = None,
    ) -> None:
        super().__init__(report, sample, reserve)
        self.facts: Mapping[int, Issue] = facts or {}
        self.conversations: Mapping[int, Conversation] = conversations or {}
        self.population = population

    @cached_property
    def heading_claims(self) -> list[Claim]:
        """The shares of findings: in their headings and in the lines directly beneath."""
        return list(claims.heading_claims(self))

    @cached_property
    def summary_claims(self) -> list[Claim]:
        """The shares in the summaries of questions."""
        return list(claims.summary_claims(self))

    @cached_property
    def point_claims(self) -> list[Claim]:
        """The shares in observations, recommendations and paragraphs outside questions."""
        return list(claims.point_claims(self))

    @cached_property
    def claims(self) -> list[Claim]:
        """Every claimed share of the report, in order of their lines."""
        found = [*self.heading_claims, *self.summary_claims, *self.point_claims]
        return sorted(found, key=lambda claim: (claim.line, claim.share.start))

    @cached_property
    def spoken_of(self) -> list[Citation]:
        """The issues that sentences of running text speak of, each with its sentence."""
        own = (self.repository or "").casefold()
        return [
            each
            for each in spoken_of(self.report)
            if each.repository is None or each.repository.casefold() == own
        ]

    @cached_property
    def in_scope(self) -> frozenset[int] | None:
        """The sample's issues that figures count: as given, or as one question lists them all."""
        if self.given_sample is not None:
            return self.given_sample - self.excluded
        return next(filter(None, map(self._whole_sample, self.report.questions)), None)

    @cached_property
    def sample(self) -> frozenset[int] | None:
        """The sample's issues, excluded ones too; None when neither given nor listed."""
        return None if self.in_scope is None else self.in_scope | self.excluded

    def _whole_sample(self, question: QuestionText) -> frozenset[int] | None:
        listed = [number for each in question.walk() for number in each.numbers]
        numbers = frozenset(listed)
        is_whole = len(listed) == len(numbers) == self.n
        return numbers if is_whole and len(question.findings) > 1 else None

    @cached_property
    def sampled_facts(self) -> list[Issue]:
        """The facts of all issues in scope; empty when they are not all at hand."""
        numbers = self.in_scope or frozenset()
        known = [self.facts[number] for number in sorted(numbers) if number in self.facts]
        return known if len(known) == len(numbers) else []

    @cached_property
    def repository(self) -> str | None:
        """`owner/name`: of the facts, else the one that most addresses name."""
        known = Counter(issue.repository for issue in self.facts.values())
        return known.most_common(1)[0][0] if known else self.named_repository
