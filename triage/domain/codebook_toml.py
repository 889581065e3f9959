"""The codebook as a TOML file: read with every rule checked, and refused with the line at fault.

    name = "feature-request"
    [[questions]]
    id = "type"
    title = "What is asked for?"
    kind = "single"
    [[questions.codes]]
    id = "performance"
    label = "Performance"

A code without a `key` gets the digit of its place in the question (1 to 9, then 0); where
another code claims that digit, the next free one. `key = ""` means none. The keys are part of the
value that is read, so that no screen has to work them out.
"""

import re
from collections.abc import Iterable
from functools import partial

from msgspec import structs

from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.errors import CodebookError
from triage.domain.toml_table import Table, open_toml, shown

DIGITS = "1234567890"
"""The keys that codes get by themselves, in the order of the keyboard."""

RESERVED_KEYS = frozenset("abcdefgjklmnopqrstuvwxyAFNRSUVZ")
"""Letters that drive the coding screen and cannot choose a code."""

EVIDENCE = ("optional", "required")
"""What a question may say about quotes."""

LONGEST_ID = 64
"""Most characters of an id."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*\Z")

_BOOK, _QUESTION, _CODE = (
    [each.name for each in structs.fields(kind)] for kind in (Codebook, Question, Code)
)
_TOP = "the top of the file, before the first [[questions]]"
_BELONGS = (
    dict.fromkeys(_CODE, "a [[questions.codes]] table")
    | dict.fromkeys(_QUESTION, "a [[questions]] table")
    | dict.fromkeys(_BOOK, _TOP)
)


def read_codebook(text: str, source: str) -> Codebook:
    """The codebook that a TOML text holds; `source` is what errors call the file.

    Raises:
        CodebookError: with the line and the reason, when the text breaks a rule.
    """
    table = open_toml(text, "codebook", partial(CodebookError, source))
    table.allow_only(_BOOK, _BELONGS)
    questions = table.tables("questions", "question")
    _refuse_doubles(questions, "id", "question id")
    codebook = Codebook(
        name=table.required("name"),
        version=table.integer("version", 1, least=1),
        description=table.text("description"),
        questions=tuple(_question(each) for each in questions),
        duplicates_in_blind_rounds=table.flag("duplicates_in_blind_rounds", default=True),
    )
    if not questions:
        raise table.error("this codebook has no question: begin one with [[questions]]")
    return codebook


def with_default_keys(codes: Iterable[Code], keyless: Iterable[str] = ()) -> tuple[Code, ...]:
    """The codes with a digit for each that has no key, as far as digits go.

    Args:
        codes: all codes of one question, in order.
        keyless: ids of codes that are to have no key.
    """
    row, without = list(codes), set(keyless)
    taken = {code.key for code in row}
    for settle in (_own_digit, _free_digit):
        for place, code in enumerate(row):
            if not code.key and code.id not in without:
                key = settle(place, taken)
                row[place] = structs.replace(code, key=key)
                taken.add(key)
    return tuple(row)


def _own_digit(place: int, taken: set[str]) -> str:
    digit = DIGITS[place : place + 1]
    return "" if digit in taken else digit


def _free_digit(_place: int, taken: set[str]) -> str:
    return next((digit for digit in DIGITS if digit not in taken), "")


def _question(table: Table) -> Question:
    table.allow_only(_QUESTION, _BELONGS)
    codes = table.tables("codes", "code")
    _refuse_doubles(codes, "id", "code id")
    return Question(
        id=_id(table),
        title=table.required("title"),
        kind=Kind(_choice(table, "kind", [kind.value for kind in Kind])),
        short=table.title("short"),
        help=table.text("help"),
        evidence=_choice(table, "evidence", EVIDENCE, default="optional"),
        codes=_codes(codes),
    )


def _codes(tables: list[Table]) -> tuple[Code, ...]:
    codes = [_code(table) for table in tables]
    _refuse_doubles(tables, "label", "label")
    _refuse_doubles(tables, "key", "key")
    keyless = [code.id for code, table in zip(codes, tables, strict=True) if "key" in table.values]
    return with_default_keys(codes, keyless)


def _code(table: Table) -> Code:
    table.allow_only(_CODE, _BELONGS)
    return Code(
        id=_id(table),
        label=table.required("label"),
        definition=table.text("definition"),
        use_when=table.text("use_when"),
        avoid_when=table.text("avoid_when"),
        example=table.text("example"),
        key=_key(table),
        aliases=table.texts("aliases"),
        keywords=table.texts("keywords"),
    )


def _id(table: Table) -> str:
    value = table.required("id")
    if not _ID.match(value) or len(value) > LONGEST_ID:
        rule = f"up to {LONGEST_ID} letters, digits and hyphens, beginning with a letter or digit"
        raise table.error(f"id {shown(value)} must be {rule}", "id")
    return value


def _key(table: Table) -> str:
    value = table.title("key")
    if value in RESERVED_KEYS:
        raise table.error(f"key {shown(value)} is taken by the coding screen", "key")
    if value and not re.match(r"[0-9A-Za-z]\Z", value):
        raise table.error(f"key {shown(value)} must be one digit or one letter", "key")
    return value


def _choice(table: Table, name: str, allowed: Iterable[str], default: str = "") -> str:
    value = table.title(name) or default or table.required(name)
    if value not in allowed:
        raise table.error(f"{name} {shown(value)} is unknown: use {', '.join(allowed)}", name)
    return value


def _refuse_doubles(tables: list[Table], name: str, noun: str) -> None:
    first: dict[str, Table] = {}
    for table in tables:
        value = table.title(name)
        folded = value.casefold() if name == "label" else value
        if folded in first:
            line = first[folded].line(name)
            reason = f"{noun} {shown(value)} is used twice, first in line {line}"
            raise table.error(reason, name)
        if value:
            first[folded] = table
