"""Every shipped codebook can be used as it is."""

import pytest

from triage.domain.codebook import Code, Kind
from triage.domain.codebook_toml import DIGITS, read_codebook
from triage.domain.codebook_writing import codebook_text, with_new_code
from triage.domain.errors import InputError
from triage.presets import preset_names, preset_text

CODED = ("bug", "feature-request")


def test_presets_are_found_by_name() -> None:
    assert preset_names() == ["blank", "bug", "feature-request"]


@pytest.mark.parametrize("name", ["enhancement", "../presets/bug", "bug.toml", ""])
def test_unknown_preset_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(InputError, match="blank, bug, feature-request"):
        preset_text(name)


@pytest.mark.parametrize("name", preset_names())
def test_preset_reads_and_is_called_by_its_name(name: str) -> None:
    book = read_codebook(preset_text(name), name)

    assert book.name == name
    assert read_codebook(codebook_text(book), name) == book


@pytest.mark.parametrize("name", CODED)
def test_every_code_of_a_preset_tells_itself_apart_and_has_a_digit(name: str) -> None:
    for question in read_codebook(preset_text(name), name):
        assert question.short
        assert question.help
        assert "".join(code.key for code in question.codes) == DIGITS[: len(question.codes)]
        for code in question.codes:
            told = (code.definition, code.use_when, code.avoid_when, code.example)
            assert len(set(told)) == 4, (question.id, code.id)
            assert all(told), (question.id, code.id)
            assert code.aliases


def test_feature_request_asks_the_four_questions() -> None:
    book = read_codebook(preset_text("feature-request"), "preset")

    assert [(question.id, question.kind) for question in book] == [
        ("RQ1", Kind.SINGLE),
        ("RQ2", Kind.MULTI),
        ("RQ3", Kind.SINGLE),
        ("RQ4", Kind.CHECKLIST),
    ]
    outcomes = [code.id for code in book.questions[2].codes]
    assert outcomes[:5] == ["implemented", "built-elsewhere", "answered", "declined", "refiled"]
    assert outcomes[5:] == ["closed-stale", "closed-otherwise", "open-active", "open-quiet"]


def test_blank_preset_takes_its_first_code() -> None:
    text = with_new_code(preset_text("blank"), "RQ1", Code(id="speed", label="Speed"))

    assert [code.key for code in read_codebook(text, "blank").questions[0].codes] == ["1"]
