"""Reads codings from JSON: an array or lines of objects, one per issue, or per issue and code.

    {"issue": 12, "RQ1": "speed", "RQ2": ["scale", "gap"], "excluded": ""}
    {"issue": 12, "answers": {"RQ1": {"codes": ["speed"], "memo": "slow"}}}
    {"issue": 12, "question": "RQ1", "code": "speed"}

A code is written as in a table. An answer as an object has the members of triage's own.
"""

from pathlib import Path
from typing import TypeGuard

import msgspec

from triage.domain.codebook import Question
from triage.domain.coding import Answer
from triage.domain.errors import InputError
from triage.exchange.coding_collector import Collected, Collector, Target
from triage.exchange.json_rows import read_rows
from triage.exchange.json_splitting import Broken

ANSWERS, EXCLUDED, RATER = "answers", "excluded", "rater"

Object = dict[str, object]


def read_codings_json(path: Path, target: Target, rater: str) -> Collected:
    """The codings in a file, and all that is wrong with it.

    Args:
        path: the file.
        target: what they are taken for.
        rater: whose objects are wanted, where they name several raters.

    Raises:
        InputError: it is no JSON, or has the objects of other raters only.
    """
    collector = Collector(target)
    objects: list[tuple[int, Object]] = []
    for row in read_rows(path):
        if isinstance(row, Broken):
            collector.refuse(row.line, row.reason)
            continue
        try:
            objects.append((row.line, msgspec.json.decode(row.text, type=Object)))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            collector.refuse(row.line, str(error))
    ignored: set[str] = set()
    for line, value in _of_rater(path, objects, rater):
        ignored |= _take(collector, line, value)
    return collector.collected(sorted(ignored))


def _of_rater(
    path: Path, objects: list[tuple[int, Object]], rater: str
) -> list[tuple[int, Object]]:
    raters = sorted({str(value[RATER]) for _, value in objects if value.get(RATER)})
    if len(raters) < 2:
        return objects
    if rater not in raters:
        raise InputError(
            f"{path}: it has codings of {', '.join(raters)}, none of {rater}; name one of them "
            f"with --rater"
        )
    return [(line, value) for line, value in objects if value.get(RATER) == rater]


def _take(collector: Collector, line: int, value: Object) -> set[str]:
    """Hand one object over; the members that say nothing about codings."""
    written = value.get("issue", value.get("number"))
    if not isinstance(written, (str, int)) or isinstance(written, bool):
        collector.refuse(line, "it names no issue")
        return set()
    issue = collector.issue(line, str(written))
    if issue is None:
        return set()
    if "question" in value and "code" in value:
        _take_answer(collector, line, issue, str(value["question"]), value["code"])
        return value.keys() - {"issue", "number", "question", "code", RATER}
    if not collector.once(line, issue):
        return set()
    answers = value.get(ANSWERS)
    members = {name: each for name, each in value.items() if collector.question(name)}
    if _is_object(answers):
        members |= answers
    elif answers is not None:
        collector.refuse(line, f"“{ANSWERS}” is no object")
    for name, said in members.items():
        _take_answer(collector, line, issue, name, said)
    excluded = value.get(EXCLUDED)
    if isinstance(excluded, str) and excluded.strip():
        collector.exclude(issue, excluded)
    return value.keys() - {"issue", "number", ANSWERS, EXCLUDED, RATER, *members}


def _take_answer(collector: Collector, line: int, issue: str, name: str, said: object) -> None:
    question = collector.question(name)
    if question is None:
        collector.refuse(line, f"the codebook has no question “{name}”")
    elif said is None:
        return
    elif isinstance(said, str):
        _choose_all(collector, line, issue, question, collector.split(question, said))
    elif isinstance(said, list):
        if all(isinstance(each, str) for each in said):
            _choose_all(collector, line, issue, question, said)
        else:
            collector.refuse(line, f"{question.id} has something that is no code")
    else:
        try:
            tagged = {"type": "answer", **said} if _is_object(said) else said
            answer = msgspec.convert(tagged, Answer)
        except msgspec.ValidationError as error:
            collector.refuse(line, f"{question.id}: {error}")
        else:
            collector.take_answer(line, issue, question, answer)


def _choose_all(
    collector: Collector, line: int, issue: str, question: Question, words: list[str]
) -> None:
    for word in words:
        collector.choose(line, issue, question, word)


def _is_object(value: object) -> TypeGuard[Object]:
    return isinstance(value, dict) and all(isinstance(name, str) for name in value)
