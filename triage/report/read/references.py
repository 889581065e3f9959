"""Puts the addresses of reference links, `[#12][a]` and `[a]: https://…`, where they are used.

Everything behind this reads only links that carry their address. A definition states nothing: its
line is left blank, so that all lines keep their numbers.
"""

import re
from collections.abc import Iterator, Sequence

_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)(?P<name>[^\[\]\n]{1,100})\]:[ \t]*<?(?P<url>https?://[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*$"
)
_USE = re.compile(
    r"(?<![\]\\])\[(?P<text>(?:[^\[\]\\\n]|\\.){1,300})\](?:\[(?P<name>[^\[\]\n]{0,100})\])?(?![(\[])"
)


def with_links(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Numbered lines with every reference link written out.

    Args:
        lines: of a report, each with its number, without code.
    """
    urls: dict[str, str] = {}
    for _, line in lines:
        if found := _DEFINITION.match(line):
            urls.setdefault(_folded(found["name"]), found["url"])

    def written_out(use: re.Match[str]) -> str:
        url = urls.get(_folded(use["name"] or use["text"]))
        return f"[{use['text']}]({url})" if url else use[0]

    for number, line in lines:
        if urls and _DEFINITION.match(line):
            yield number, ""
        else:
            yield number, _USE.sub(written_out, line) if urls else line


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
