"""What of a text from outside may reach a terminal: the one border between data and screen.

Titles, bodies, labels, logins, file names and error messages can hold escape sequences, bytes
that move the cursor, and characters that turn the reading direction round. Stored texts keep
them, because digests and quotes refer to the text as fetched; `visible` makes them readable
where they are shown. It says nothing about markup: widgets and exports have their own escaping,
and get what comes out of here.
"""

import re

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_DELETE = {0x7F: 0x2421}
_C1 = {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
_LINE_ENDS = {ord("\r"): None, 0x2028: "\n", 0x2029: "\n"}
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_TAGS = range(0xE0000, 0xE0080)
_NAMED = {code: f"<U+{code:04X}>" for code in (*_BIDI, *_TAGS)}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)

_SHOWN_AS = {**_PICTURES, **_DELETE, **_C1, **_LINE_ENDS, **_NAMED, **_SURROGATES}
"""Code point to what is shown for it; the groups are disjoint but for CR, which is dropped."""

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Exactly the keys of `_SHOWN_AS`; a search costs a tenth of a translation."""


def visible(text: str) -> str:
    """The text with everything that steers a terminal made visible.

    C0 controls become control pictures and DEL ␡; tab and newline stay. C1 controls become
    `\\x9b` and the like, bidirectional controls and tag characters `<U+202E>`, lone surrogates
    U+FFFD. CR is dropped, and U+2028 and U+2029 become newlines. Zero-width joiners stay, for
    emoji need them. The result is unchanged by a second call.
    """
    if "\r" in text:
        text = text.replace("\r", "")
    return text.translate(_SHOWN_AS) if _UNSAFE.search(text) else text


def visible_line(text: str) -> str:
    """The same on one line, for titles and rows: newlines and tabs become spaces."""
    return visible(text).replace("\n", " ").replace("\t", " ")
