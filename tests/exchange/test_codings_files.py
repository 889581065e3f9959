"""Codings from tables and JSON: what is read, and what is refused with its line."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.samples import CODEBOOK, REPOSITORY
from triage.analysis.answers import given_answer
from triage.analysis.long_form import long_form
from triage.domain.coding import Answer, Coding, Likeness
from triage.domain.errors import InputError
from triage.exchange.coding_collector import Collected, Target
from triage.exchange.codings_csv import read_codings_csv
from triage.exchange.codings_json import read_codings_json
from triage.exchange.long_csv import long_csv

KEYS = [f"{REPOSITORY}#{number}" for number in range(1, 6)]
TARGET = Target(codebook=CODEBOOK, repository=REPOSITORY, keys=KEYS)


def table(tmp_path: Path, text: str, rater: str = "bob") -> Collected:
    file = tmp_path / "codings.csv"
    file.write_bytes(text.encode())
    return read_codings_csv(file, TARGET, rater)


def objects(tmp_path: Path, value: object) -> Collected:
    file = tmp_path / "codings.json"
    file.write_text(value if isinstance(value, str) else json.dumps(value))
    return read_codings_json(file, TARGET, "bob")


def problems(collected: Collected) -> list[str]:
    return [str(problem) for problem in collected.problems]


def test_a_row_per_issue_has_a_column_per_question(tmp_path: Path) -> None:
    text = (
        "issue,RQ1,RQ2,RQ3,RQ1 memo,excluded,mood\n"
        '#1,Speed,"gap; scale","use-case; cost:missing","it is, slow",,fine\n'
        "octo/cats#2,device,(none),,,,\n"
        "https://github.com/octo/cats/issues/3,,,,,spam,\n"
    )
    found = table(tmp_path, text)
    assert problems(found) == []
    first, second, third = (found.codings[key] for key in KEYS[:3])
    assert first.answers == {
        "RQ1": Answer(codes=("speed",), memo="it is, slow"),
        "RQ2": Answer(codes=("scale", "gap")),
        "RQ3": Answer(codes=("use-case",), missing=("cost",)),
    }
    assert second.answers["RQ2"] == Answer(none_apply=True)
    assert third.marks.excluded == "spam"
    assert found.ignored == ("mood",)


def test_a_row_per_code_is_told_by_its_headings(tmp_path: Path) -> None:
    text = "issue;question;rater;code\n1;RQ2;bob;scale\n1;RQ2;bob;gap\n1;RQ2;ada;gap\n"
    assert table(tmp_path, text).codings[KEYS[0]].answer("RQ2").codes == ("scale", "gap")
    with pytest.raises(InputError, match="rows of ada, bob, none of eve"):
        table(tmp_path, text, "eve")


def test_verdicts_on_duplicates_are_codes_with_the_other_number(tmp_path: Path) -> None:
    text = "issue,question,code\n2,@duplicates,#9:same\n2,@duplicates,7: Different\n"
    (coding,) = table(tmp_path, text).codings.values()
    assert coding.verdicts.pairs == {9: Likeness.SAME, 7: Likeness.DIFFERENT}
    assert not coding.answers
    wrong = "issue,question,code,memo\n2,@duplicates,9,\n2,@duplicates,#2:same,\n"
    wrong += "2,@duplicates,#9:same,\n2,@duplicates,#9:not,\n2,@duplicates,,why\n"
    assert problems(table(tmp_path, wrong)) == [
        "line 2: “9” is no verdict, such as #34:same",
        "line 3: octo/cats#2 is compared with itself",
        "line 5: a second verdict on octo/cats#2, #9; the first is on line 4",
        "line 6: a verdict on duplicates has no memo (octo/cats#2)",
    ]
    answer = {"issue": 2, "@duplicates": {"codes": ["same"]}}
    assert problems(objects(tmp_path, [answer])) == [
        "line 1: a verdict is written #34:same (octo/cats#2)"
    ]


def test_a_row_per_code_needs_no_question_where_there_is_only_one(tmp_path: Path) -> None:
    one = structs.replace(CODEBOOK, questions=CODEBOOK.questions[:1])
    file = tmp_path / "codings.csv"
    file.write_text("issue,code\n1,Speed\n2,quick\n")
    found = read_codings_csv(file, structs.replace(TARGET, codebook=one), "bob")
    assert found.codings[KEYS[0]].answer("RQ1").codes == ("speed",)
    assert problems(found) == ["line 3: RQ1 has no code “quick”"]
    with pytest.raises(InputError, match="no column is a question"):
        read_codings_csv(file, TARGET, "bob")


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    text = (
        "issue,RQ1,RQ3\n"
        "1,quick,\n"
        '2,"speed","a\nb"\n'
        "1,speed,\n"
        "99,speed,\n"
        "many,speed,\n"
        "3,speed;device,cost;cost:missing\n"
        "4,(none),cost:perhaps\n"
        "5,speed,cost,device\n"
    )
    assert problems(table(tmp_path, text)) == [
        "line 2: RQ1 has no code “quick”",
        "line 3: RQ3 has no code “a”",
        "line 3: RQ3 has no code “b”",
        "line 5: a second row about octo/cats#1; the first is on line 2",
        "line 6: octo/cats#99 is not in the sample",
        "line 7: “many” is no issue",
        "line 8: RQ1 takes one code for octo/cats#3",
        "line 8: cost is both provided and missing for octo/cats#3, RQ3",
        "line 9: RQ1 takes one code for octo/cats#4",
        "line 9: “perhaps” is none of provided, missing, neither",
        "line 10: 4 cells under 3 headings; put quotes around a cell that holds the separator",
    ]


def test_a_doubled_row_of_the_long_form_is_a_mistake(tmp_path: Path) -> None:
    text = "issue,question,code\n1,RQ2,gap\n1,RQ9,gap\n1,RQ2,Gap\n"
    assert problems(table(tmp_path, text)) == [
        "line 3: the codebook has no question “RQ9”",
        "line 4: “gap” a second time for octo/cats#1, RQ2; the first is on line 2",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file is empty"),
        ("mood\nfine\n", "no column is called “issue”"),
        ("issue,mood\n1,fine\n", "no column is a question"),
        ("issue,RQ1,RQ1\n1,speed,speed\n", "two columns"),
        ('issue,RQ1\n1,"speed\n', "line"),
    ],
)
def test_what_is_no_table_of_codings_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        table(tmp_path, text)


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "codings.csv"
    file.write_bytes("issue,RQ1\n1,é".encode("latin-1"))
    with pytest.raises(InputError, match="line 2: not UTF-8 text"):
        read_codings_csv(file, TARGET, "bob")


def test_issues_outside_the_sample_can_be_left_aside(tmp_path: Path) -> None:
    file = tmp_path / "codings.csv"
    file.write_text("issue,RQ1\n1,speed\n99,quick\n")
    found = read_codings_csv(file, structs.replace(TARGET, skips_others=True), "bob")
    assert problems(found) == []
    assert (list(found.codings), found.others) == (KEYS[:1], (f"{REPOSITORY}#99",))


def test_json_can_name_answers_in_three_ways(tmp_path: Path) -> None:
    found = objects(
        tmp_path,
        [
            {"issue": 1, "RQ1": "speed", "RQ2": ["gap"], "excluded": "spam"},
            {"issue": "#2", "answers": {"RQ1": {"codes": ["device"], "memo": "m"}, "RQ2": None}},
            {"issue": 3, "question": "RQ3", "code": "cost:missing"},
        ],
    )
    assert problems(found) == []
    assert found.codings[KEYS[0]].marks.excluded == "spam"
    assert found.codings[KEYS[1]].answers == {"RQ1": Answer(codes=("device",), memo="m")}
    assert found.codings[KEYS[2]].answer("RQ3").missing == ("cost",)


def test_json_mistakes_are_told_with_their_line(tmp_path: Path) -> None:
    lines = [
        '{"issue": 1, "answers": {"RQ1": {"codes": ["quick"]}, "RQ9": "x"}}',
        '{"RQ1": "speed"}',
        '{"issue": 2, "RQ1": 7}',
        '{"issue": 2, "RQ1": "speed"}',
        '{"issue": 9, "RQ1": "speed"',
    ]
    assert [text.partition(":")[0] for text in problems(objects(tmp_path, "\n".join(lines)))] == [
        "line 1",
        "line 1",
        "line 2",
        "line 3",
        "line 4",
        "line 5",
    ]


def answers() -> st.SearchStrategy[dict[str, Answer]]:
    single = st.sampled_from(["speed", "device", "api"]).map(lambda code: Answer(codes=(code,)))
    multi = st.sampled_from([("scale",), ("gap",), ("scale", "gap"), ()]).map(
        lambda codes: Answer(codes=codes, none_apply=not codes)
    )
    checklist = st.sampled_from(
        [
            Answer(codes=("use-case",), missing=("cost",)),
            Answer(missing=("use-case", "cost")),
            Answer(codes=("use-case", "cost")),
        ]
    )
    return st.fixed_dictionaries({}, optional={"RQ1": single, "RQ2": multi, "RQ3": checklist})


@settings(max_examples=40, deadline=None)
@given(said=st.lists(answers(), max_size=4))
def test_the_long_csv_gives_the_same_answers_back(
    tmp_path_factory: pytest.TempPathFactory, said: list[dict[str, Answer]]
) -> None:
    codings = {
        key: Coding(issue=key, answers=each) for key, each in zip(KEYS, said, strict=False) if each
    }
    text = long_csv(long_form(CODEBOOK, {"bob": codings}, KEYS))
    found = table(tmp_path_factory.mktemp("csv"), text)
    assert problems(found) == []
    for key in KEYS:
        for question in CODEBOOK:
            again = given_answer(found.codings.get(key), question.id)
            assert again == given_answer(codings.get(key), question.id)
