"""JSON that is the same for the same value, whatever order its members were made in."""

import msgspec


def canonical_json(value: object) -> bytes:
    """A value as one line of JSON with sorted members, for digests and files to compare.

    Keys that are numbers, such as those of verdicts, become text first, because only text sorts.
    """
    return msgspec.json.encode(msgspec.to_builtins(value, str_keys=True), order="sorted")
