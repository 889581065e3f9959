"""The codebook: ordered questions, each with the codes that may answer it.

Ids are what codings refer to and never change; labels, definitions and keys may. Two codebooks
with the same digest ask and mean the same, whatever their files look like.
"""

from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256

import msgspec
from msgspec import Struct


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    """Exactly one code."""
    MULTI = "multi"
    """Any number of codes, none included."""
    CHECKLIST = "checklist"
    """Each code is provided, missing, or neither."""


class Code(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer that a question allows."""

    id: str
    label: str
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""
    key: str = ""
    """The key that chooses it while its question is active; empty for none."""
    aliases: tuple[str, ...] = ()
    """Other names under which the code picker finds it."""
    keywords: tuple[str, ...] = ()
    """Words to highlight in the text of an issue."""


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One research question, put to every issue."""

    id: str
    title: str
    kind: Kind
    codes: tuple[Code, ...] = ()
    short: str = ""
    """A name of a few words, for pane titles; read `name`, which is never empty."""
    help: str = ""
    evidence: str = "optional"
    """`required` when a code counts as supported only with a quote."""

    @property
    def name(self) -> str:
        """The short name, or the title."""
        return self.short or self.title

    def code(self, code_id: str) -> Code | None:
        """The code of that id, or None."""
        return next((code for code in self.codes if code.id == code_id), None)

    def code_at_key(self, key: str) -> Code | None:
        """The code that a key chooses, or None."""
        return next((code for code in self.codes if code.key == key), None)


class Codebook(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Ordered questions under a name and a version number."""

    name: str
    version: int = 1
    description: str = ""
    questions: tuple[Question, ...] = ()
    duplicates_in_blind_rounds: bool = True
    """Whether duplicate suggestions are shown while a round is blind."""

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def question(self, question_id: str) -> Question | None:
        """The question of that id, or None."""
        return next((each for each in self.questions if each.id == question_id), None)

    @property
    def digest(self) -> str:
        """First 12 hex digits of the SHA-256 of what it asks and means."""
        return sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:12]

    @property
    def edition(self) -> str:
        """Version and digest, as codings cite the codebook: `3-9f2c11aa01bc`."""
        return f"{self.version}-{self.digest}"
