"""Codebooks written back to TOML: as a fresh file, or one more code in a file that people wrote.

A file that people wrote keeps its comments, order and layout. What was written is read again
before it is handed out, so a file can never come to mean anything but what was asked for.
tomlkit is imported where it is used, because reading needs none of it.
"""

from msgspec import structs

from triage.domain.codebook import Code, Codebook, Question
from triage.domain.codebook_toml import read_codebook, with_default_keys
from triage.domain.errors import CodebookError
from triage.domain.toml_lines import lines_of, tokens

_MARK = "\ufeff"


def codebook_text(codebook: Codebook) -> str:
    """A fresh TOML file that reads as the codebook; keys that follow from the order are left out.

    Raises:
        CodebookError: when the codebook breaks a rule, so that no file could hold it.
    """
    blocks = [_block("", _fields(codebook))]
    for question in codebook:
        blocks.append(_block("[[questions]]", _fields(question)))
        blocks += [_block("[[questions.codes]]", each) for each in _code_fields(question)]
    return _checked("\n".join(blocks), codebook, codebook.name)


def with_new_code(text: str, question_id: str, code: Code, source: str = "codebook.toml") -> str:
    """The text of a codebook with one more code at the end of a question; all else stays.

    Raises:
        CodebookError: when the text or the code breaks a rule, or there is no such question.
    """
    before = read_codebook(text, source)
    place = next((n for n, each in enumerate(before) if each.id == question_id), None)
    if place is None:
        raise CodebookError(source, None, f"there is no question {question_id} to add a code to")
    question = before.questions[place]
    added = structs.replace(question, codes=with_default_keys((*question.codes, code)))
    questions = (*before.questions[:place], added, *before.questions[place + 1 :])
    mark = _MARK if text.startswith(_MARK) else ""
    plain = text.removeprefix(_MARK).replace("\r\n", "\n")
    edited = mark + _appended(plain, place, _fields(code), source)
    if "\r\n" in text:
        edited = edited.replace("\n", "\r\n")
    return _checked(edited, structs.replace(before, questions=questions), source)


def _fields(value: Codebook | Question | Code) -> dict[str, object]:
    """What a table says by itself: every field that is not left at its default, trimmed."""
    fields: dict[str, object] = {}
    for each in structs.fields(value):
        held = getattr(value, each.name)
        if isinstance(held, str):
            held = str(held).strip()
        elif isinstance(held, tuple):
            held = [text.strip() for text in held if isinstance(text, str) and text.strip()]
        if held not in (each.default, []):
            fields[each.name] = held
    return fields


def _code_fields(question: Question) -> list[dict[str, object]]:
    keyless = tuple(structs.replace(code, key="") for code in question.codes)
    if with_default_keys(keyless) == question.codes:
        return [_fields(code) for code in keyless]
    return [{**_fields(code), "key": code.key} for code in question.codes]


def _content(codebook: Codebook) -> list[object]:
    questions = [(_fields(each), [_fields(code) for code in each.codes]) for each in codebook]
    return [_fields(codebook), *questions]


def _checked(text: str, meant: Codebook, source: str) -> str:
    if _content(read_codebook(text, source)) != _content(meant):
        raise CodebookError(source, None, "this layout cannot be edited: change the file by hand")
    return text


def _block(header: str, fields: dict[str, object]) -> str:
    import tomlkit

    table = tomlkit.table()
    for name, value in fields.items():
        is_long = isinstance(value, str) and "\n" in value
        table.append(name, tomlkit.string(str(value), multiline=True) if is_long else value)
    return (f"{header}\n" if header else "") + table.as_string()


def _appended(text: str, place: int, fields: dict[str, object], source: str) -> str:
    """The text with a code behind the question's last line that is not blank or a comment."""
    row = list(tokens(text))
    lines, rows = lines_of(row), text.split("\n")
    first = lines["questions", place]
    codes = lines.get(("questions", place, "codes"), first)
    if not all(rows[line - 1].lstrip().startswith("[") for line in (first, codes)):
        return _appended_inline(text, place, fields, source)
    following = lines.get(("questions", place + 1), len(rows) + 1)
    last = [each for each in row if each.kind != "newline" and each.line < following][-1]
    end = last.line + last.text.count("\n")
    new = _block("[[questions.codes]]", fields).removesuffix("\n")
    return "\n".join([*rows[:end], "", new, *(rows[end:] or [""])])


def _appended_inline(text: str, place: int, fields: dict[str, object], source: str) -> str:
    """The text with a code at the end of a question's `codes = [{…}]`."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    code = tomlkit.inline_table()
    code.update(fields)
    try:
        document = tomlkit.parse(text)
        question = document["questions"][place]
        if "codes" not in document.unwrap()["questions"][place]:
            question["codes"] = tomlkit.array()
        question["codes"].append(code)
    except TOMLKitError as error:
        raise CodebookError(source, None, f"cannot be edited, only read: {error}") from error
    return tomlkit.dumps(document)
