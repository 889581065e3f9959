"""Codings that the codebook has outgrown."""

from msgspec import structs

from tests.samples import CODEBOOK
from triage.analysis.outgrown_codings import outgrown_codings
from triage.domain.codebook import Codebook, Kind
from triage.domain.coding import Answer, Coding

TYPE, PROBLEMS, INFORMATION = CODEBOOK.questions
OLD = {CODEBOOK.edition: CODEBOOK}


def coded(number: int, **answers: Answer) -> Coding:
    return Coding(issue=f"octo/cats#{number}", answers=answers, edition=CODEBOOK.edition)


def said(
    codebook: Codebook, *codings: Coding, editions: dict[str, Codebook] | None = None
) -> list[str]:
    known = OLD if editions is None else editions
    return [each.in_words() for each in outgrown_codings(codebook, codings, known)]


FAST = [coded(1, RQ1=Answer(codes=("speed",))), coded(2, RQ1=Answer(codes=("speed",)))]


def test_codings_of_the_present_codebook_are_not_outgrown() -> None:
    assert said(CODEBOOK, *FAST, coded(3, RQ3=Answer(missing=("cost",)))) == []


def test_a_code_that_was_taken_out_is_named_with_its_label_and_its_count() -> None:
    without = structs.replace(TYPE, codes=TYPE.codes[1:])
    now = structs.replace(CODEBOOK, questions=(without, PROBLEMS, INFORMATION))
    assert said(now, *FAST) == [
        "The code “speed” (“Speed”) of RQ1 is no longer in the codebook, and 2 issues carry it: "
        "put it back into codebook.toml, or code them again."
    ]
    (unlabelled,) = said(now, FAST[0], editions={})
    assert unlabelled.startswith(
        "The code “speed” of RQ1 is no longer in the codebook, and 1 issue"
    )


def test_a_question_that_changed_its_kind_or_went_is_named() -> None:
    several = structs.replace(TYPE, kind=Kind.MULTI)
    now = structs.replace(CODEBOOK, questions=(several, INFORMATION))
    changed, gone = said(now, *FAST, coded(3, RQ2=Answer(codes=("gap",))))
    assert changed.startswith(
        "The question RQ1 takes any number of codes now, and 2 issues are coded from when it took "
        "one code"
    )
    assert gone.startswith("The question RQ2 is no longer in the codebook, and 1 issue is coded")


def test_an_answer_that_its_question_cannot_take_tells_without_the_edition() -> None:
    one = structs.replace(PROBLEMS, kind=Kind.SINGLE)
    now = structs.replace(CODEBOOK, questions=(TYPE, one, INFORMATION))
    both = Answer(codes=("scale", "gap"))
    assert len(said(now, coded(1, RQ2=both), editions={})) == 1
    assert said(now, coded(1, RQ2=Answer(codes=("gap",))), editions={}) == []
