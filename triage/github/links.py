"""The `Link` header: where the next page is.

The address is opaque. GitHub pages its lists by cursor, by number or by both, gives no last page
where it pages by cursor, and refuses high page numbers; so nobody here ever builds one.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

_LINK = re.compile(r'<([^>]*)>((?:[^",<]|"(?:[^"\\]|\\.)*")*)')
_PARAMETER = re.compile(r';\s*([^\s=;,"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))')


def next_page(header: str | None, asked: str) -> str | None:
    """The address of the next page; None on the last one.

    Args:
        header: the `Link` header (RFC 8288), all of it; None when there is none.
        asked: the address that the answer came from, against which relative ones are read.
    """
    for target, relations in _links(header or ""):
        if "next" in relations:
            return absolute(asked, target)
    return None


def absolute(asked: str, target: str) -> str:
    """An address that an answer names, whole; one that is none stays as it is, to be refused."""
    try:
        return urljoin(asked, target)
    except ValueError:
        return target


def _links(header: str) -> Iterator[tuple[str, list[str]]]:
    for target, parameters in _LINK.findall(header):
        for name, quoted, bare in _PARAMETER.findall(parameters):
            if name.lower() == "rel":
                yield target.strip(), (quoted or bare).lower().split()
                break
