"""JSON whose text is not whole Unicode, made readable.

GitHub sends whole characters; broken ones come from other servers. Half a surrogate pair or a byte
that is not UTF-8 would make an answer of a hundred issues unreadable, so each becomes U+FFFD. Only
answers that could not be read go through here: what can be read stays byte for byte.
"""

import re

_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_REPLACEMENT = rb"\ufffd"


def with_whole_characters(content: bytes) -> bytes:
    """JSON text in which every half surrogate and every bad byte is U+FFFD."""
    text = content.decode("utf-8", "replace").encode()
    return _ESCAPE.sub(lambda found: _REPLACEMENT if found["half"] else found[0], text)
