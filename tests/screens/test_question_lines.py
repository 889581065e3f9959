"""The questions as lines: what is seen of them in windows of every size."""

from rich.cells import cell_len

from screens.question_lines import questionnaire_lines
from tests.samples import CODEBOOK
from triage.domain.codebook import Code, Kind, Question
from triage.domain.coding import NO_ANSWER, Answer, Quote

MANY = Question(
    id="RQ9",
    title="Which?",
    kind=Kind.MULTI,
    codes=tuple(
        Code(id=f"c{n}", label=f"Code number {n}", key=str(n % 10), definition="Rule. " * 120)
        for n in range(1, 11)
    ),
)


def lines(
    questions: tuple[Question, ...],
    width: int,
    height: int,
    answer: Answer = NO_ANSWER,
    outdated: tuple[Quote, ...] = (),
) -> list[str]:
    answers = {question.id: Answer() for question in questions} | {questions[0].id: answer}
    focus = questions[0].codes[0]
    drawn = questionnaire_lines(
        questions, answers, 0, focus, width, height, keys={"1": "&"}, outdated=outdated
    )
    texts = ["".join(text for text, _ in line.pieces) for line in drawn]
    assert {cell_len(text) for text in texts} == {width}
    return texts


def test_every_code_is_seen_where_rows_are_scarce() -> None:
    shown = "\n".join(lines((MANY, *CODEBOOK.questions), 33, 20))
    assert all(f"{key} ☐" in shown for key in "&234567890")


def test_columns_leave_room_for_the_rule() -> None:
    shown = "\n".join(lines((MANY,), 78, 10))
    assert "Rule." in shown
    assert "…" in shown


def test_a_tall_window_shows_the_codes_of_the_other_questions() -> None:
    shown = "\n".join(lines((MANY, *CODEBOOK.questions), 60, 60))
    assert "2 ○ Device" in shown


def test_a_low_window_shows_the_questions_around_the_active_one() -> None:
    shown = lines((MANY,) * 9, 40, 12)
    assert "▸ RQ9" in shown[0]
    assert len(shown) <= 12


def test_a_quote_names_its_code_and_whether_it_is_outdated() -> None:
    quote = Quote(source="body", start=0, end=4, text="said", digest="d", code="c2")
    answer = Answer(codes=("c2",), quotes=(quote,))
    assert any("❝ Code number 2: said" in line for line in lines((MANY,), 60, 30, answer))
    shown = lines((MANY,), 60, 30, answer, (quote,))
    assert any("❝ outdated, Code number 2: said" in line for line in shown)


def test_a_click_finds_the_code_of_its_column() -> None:
    answers = {MANY.id: Answer()}
    first = questionnaire_lines((MANY,), answers, 0, None, 78, 10)[1]
    one, other = first.code_at(5), first.code_at(70)
    assert one is not None
    assert other is not None
    assert one.id != other.id
