"""The scanner finds the line of every value that the standard parser finds."""

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain.toml_lines import KeyPath, lines_of, tokens

TEXT = '''
a = 1
b.c = "x # ]"
[t] # [u]
"quoted key" = """
two
lines"""""
d = [
  1,
  { e = 'f}', g = [ [2,
    3 ] ] },
]
[[list]]
[[list.inner]]
k = 1979-05-27 07:32:00
[[list.inner]]
[[list]]
[list.sub.deep]
k = 1.5
\'literal.key\' = \'\'\'
'\'\'\'\'
last = -inf
'''


def paths(value: object, path: KeyPath = ()) -> set[KeyPath]:
    found = {path} if path else set()
    if isinstance(value, dict):
        for key, held in value.items():
            found |= paths(held, (*path, key))
    elif isinstance(value, list):
        for place, held in enumerate(value):
            found |= paths(held, (*path, place))
    return found


def test_scanner_and_parser_find_the_same_places() -> None:
    assert set(lines_of(list(tokens(TEXT)))) == paths(tomllib.loads(TEXT))


def test_scanner_counts_lines_over_strings_lists_and_tables() -> None:
    lines = lines_of(list(tokens(TEXT)))

    assert lines["b", "c"] == 3
    assert lines["t", "quoted key"] == 5
    assert lines["t", "d", 0] == 9
    assert lines["t", "d", 1, "g", 0, 1] == 11
    assert lines["list", 0, "inner", 1] == 16
    assert lines["list", 1, "sub", "deep", "literal.key"] == 20
    assert lines["list", 1, "sub", "deep", "last"] == 22


PIECES = """a = 1~b = [1, 2]~c.d = {x = 1, y = ['p', "q"]}~[t]~[[l]]~[l.m]~[[l.n]]~e = '''\n''''
~f = \"\"\"a\\\"\"\"\"\"~g = [ # c\n\n {} ]~# [x]~'h.i'."j\\t" = 07:32:00~[ u . 'v' ]
~k=[[],[[]]]~\r"""
texts = st.lists(st.sampled_from(PIECES.split("~")), max_size=10).map("\n".join)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_scanner_agrees_with_the_parser_on_whatever_it_accepts(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(lines_of(list(tokens(text)))) == paths(values)
