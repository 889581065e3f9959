"""Ways to spoil a correct report: each plants one error and names the rule that must see it."""

import re
from collections.abc import Callable

from tests.report.written_reports import (
    ITEMS,
    OUTCOMES,
    PROBLEMS,
    TYPES,
    Study,
    Style,
    Writer,
)

Spoil = Callable[[Writer], int]
"""Changes the lines of a written report; returns the line where the fault must be reported."""


def _citations(writer: Writer, question: int, label: str) -> list[tuple[str, ...]]:
    return [key for key in writer.places if key[:3] == ("citation", str(question), label)]


def _replace(writer: Writer, place: tuple[str, ...], old: str, new: str) -> int:
    at = writer.places[place]
    assert old in writer.lines[at], (old, writer.lines[at])
    writer.lines[at] = writer.lines[at].replace(old, new)
    return at + 1


def _renumber(writer: Writer, place: tuple[str, ...], number: int) -> int:
    """Another issue in a citation, with an address that fits."""
    at = writer.places[place]
    writer.lines[at] = re.sub(rf"(?<!\d){place[3]}(?!\d)", str(number), writer.lines[at])
    return at + 1


def drop_citation(writer: Writer) -> int:
    last = _citations(writer, 2, PROBLEMS[0])[-1]
    writer.lines[writer.places[last]] = ""
    return writer.line_of("header", "2", PROBLEMS[0])


def add_citation(writer: Writer) -> int:
    last = _citations(writer, 2, PROBLEMS[2])[-1]
    held = {int(key[3]) for key in _citations(writer, 2, PROBLEMS[2])}
    other = next(number for number in writer.study.numbers if number not in held)
    at = writer.places[last]
    extra = re.sub(rf"(?<!\d){last[3]}(?!\d)", str(other), writer.lines[at])
    writer.lines[at] += writer.style.end_of_line + extra
    return writer.line_of("header", "2", PROBLEMS[2])


def repeat_citation(writer: Writer) -> int:
    first, second = _citations(writer, 2, PROBLEMS[0])[:2]
    return _renumber(writer, second, int(first[3]))


def list_under_two_types(writer: Writer) -> int:
    number = int(_citations(writer, 1, TYPES[0])[0][3])
    return _renumber(writer, _citations(writer, 1, TYPES[1])[0], number)


def leave_one_out(writer: Writer) -> int:
    writer.lines[writer.places[_citations(writer, 1, TYPES[3])[-1]]] = ""
    return writer.line_of("question", "1")


def open_and_implemented(writer: Writer) -> int:
    number = int(_citations(writer, 3, OUTCOMES[0])[0][3])
    return _renumber(writer, _citations(writer, 3, OUTCOMES[3])[0], number)


def implemented_but_open(writer: Writer) -> int:
    at = writer.places[_citations(writer, 3, OUTCOMES[0])[0]]
    writer.lines[at] = re.sub(r"Kettle \d+ and.*", "Still open, says its owner", writer.lines[at])
    return at + 1


def other_summary(writer: Writer) -> int:
    return _replace(writer, ("summary", "3"), "rejections (23%)", "rejections (53%)")


def other_closure_rate(writer: Writer) -> int:
    return _replace(writer, ("summary", "3"), "73% (22/30)", "90% (27/30)")


def wrong_fraction(writer: Writer) -> int:
    return _replace(writer, ("summary", "3"), "(22/30)", "(21/30)")


def other_sample_size(writer: Writer) -> int:
    return _replace(writer, ("summary", "1"), "the 30 sampled", "the 35 sampled")


def foreign_base(writer: Writer) -> int:
    return _replace(writer, ("summary", "3"), "73% (22/30)", "73% (29/40)")


def unattainable(writer: Writer) -> int:
    return _replace(writer, ("observation", "1"), "27% of", "28% of")


def other_interval(writer: Writer) -> int:
    return _replace(writer, ("figure", "1", TYPES[0]), "[0–100]", "[60–80]")


def other_figure(writer: Writer) -> int:
    place = ("figure", "1", TYPES[0])
    _replace(writer, place, "27", "30")
    return _replace(writer, place, "8", "9")


def wrong_address(writer: Writer) -> int:
    place = _citations(writer, 2, PROBLEMS[1])[0]
    assert f"#{place[3]}" in writer.lines[writer.places[place]]
    return _replace(writer, place, f"issues/{place[3]}", f"issues/{place[3]}0")


def wrong_repository(writer: Writer) -> int:
    return _replace(writer, _citations(writer, 2, PROBLEMS[1])[0], "/acme/", "/emca/")


def outside_sample(writer: Writer) -> int:
    return _renumber(writer, _citations(writer, 2, PROBLEMS[1])[0], 99_999)


def unheard_of_support(writer: Writer) -> int:
    at = writer.places["recommendation", "1"]
    writer.lines[at] = re.sub(r"#\d+", "#99999", writer.lines[at], count=1)
    return at + 1


def other_support(writer: Writer) -> int:
    at = writer.places["recommendation", "1"]
    others = iter(_citations(writer, 1, TYPES[1]))
    writer.lines[at] = re.sub(r"#\d+", lambda _: f"#{next(others)[3]}", writer.lines[at])
    return at + 1


def other_stale_rate(writer: Writer) -> int:
    return _replace(writer, ("recommendation", "2"), "23% stale rate", "57% stale rate")


def other_observation(writer: Writer) -> int:
    return _replace(writer, ("observation", "1"), "27% of", "53% of")


def claim_population(writer: Writer) -> int:
    return _replace(writer, ("observation", "1"), "of the sampled issues", "of all issues")


def leave_note(writer: Writer) -> int:
    return _replace(writer, ("summary", "2"), "Heat", "TODO: heat")


def leave_memo_open(writer: Writer) -> int:
    place = _citations(writer, 2, PROBLEMS[1])[0]
    at = writer.places[place]
    writer.lines[at] = re.sub(r"Kettle \d+ and.*", "TBD", writer.lines[at])
    return at + 1


def thin_checklist(writer: Writer) -> int:
    for place in _citations(writer, 4, ITEMS[0])[3:]:
        writer.lines[writer.places[place]] = ""
    return writer.line_of("item", ITEMS[0])


def provided_and_missing(writer: Writer) -> int:
    item = writer.places["item", ITEMS[2]]
    writer.lines[item] = writer.lines[item].replace(ITEMS[2], ITEMS[0])
    return writer.line_of(*_citations(writer, 4, ITEMS[2])[0])


def open_but_rejected(writer: Writer) -> int:
    """Two issues change places: a fault that only the facts show."""
    first, second = _citations(writer, 3, OUTCOMES[3])[0], _citations(writer, 3, OUTCOMES[2])[0]
    _renumber(writer, first, int(second[3]))
    return _renumber(writer, second, int(first[3]))


def wrong_label(writer: Writer) -> int:
    place = _citations(writer, 3, OUTCOMES[0])[0]
    return _replace(writer, place, "Kettle", "Labelled “stale”, kettle")


def wrong_label_share(writer: Writer) -> int:
    old = "27% of the sampled issues target heating speed"
    return _replace(
        writer, ("observation", "1"), old, "40% of the sampled issues carry the “stale” label"
    )


def wrong_day(writer: Writer) -> int:
    return _replace(
        writer, _citations(writer, 3, OUTCOMES[0])[0], "Kettle", "Opened in May 2023: kettle"
    )


def wrong_duration(writer: Writer) -> int:
    return _replace(
        writer, _citations(writer, 3, OUTCOMES[0])[0], "Kettle", "Closed within 2 days: kettle"
    )


def invented_quotation(writer: Writer) -> int:
    return _replace(
        writer,
        _citations(writer, 2, PROBLEMS[0])[0],
        "Kettle",
        "“sings while the cat is asleep”, kettle",
    )


SPOILS: dict[str, tuple[tuple[str, Spoil], ...]] = {
    "base": (("sample size", other_sample_size), ("fraction", foreign_base)),
    "attainable": (("observation", unattainable),),
    "fraction": (("summary", wrong_fraction),),
    "interval": (("figure", other_interval),),
    "short-list": (("one dropped", drop_citation),),
    "list-length": (("one added", add_citation),),
    "threshold": (("three left", thin_checklist),),
    "doubled": (("in one list", repeat_citation), ("in two lists", list_under_two_types)),
    "partition": (("one left out", leave_one_out),),
    "state-conflict": (
        ("open and implemented", open_and_implemented),
        ("implemented but still open", implemented_but_open),
        ("provided and missing", provided_and_missing),
    ),
    "parts": (("closure rate", other_closure_rate),),
    "summary": (("rejections", other_summary),),
    "repeated": (("observation", other_observation), ("figure", other_figure)),
    "link": (("number", wrong_address), ("repository", wrong_repository)),
    "sample": (("unknown issue", outside_sample),),
    "support": (
        ("unknown issue", unheard_of_support),
        ("other finding", other_support),
        ("percentage", other_stale_rate),
    ),
    "population": (("all issues", claim_population),),
    "unfinished": (("note", leave_note), ("memo", leave_memo_open)),
    "state": (("open but rejected", open_but_rejected),),
    "label": (("memo", wrong_label), ("share", wrong_label_share)),
    "date": (("opened", wrong_day), ("time to close", wrong_duration)),
    "quotation": (("invented", invented_quotation),),
}
"""By the rule that must see it: what each spoil is, and how it is done."""


def spoiled(study: Study, style: Style, spoil: Spoil) -> tuple[str, int]:
    """A report with one error, and the line where it must be reported."""
    writer = Writer(study, style)
    writer.write()
    line = spoil(writer)
    return writer.text(), line
