"""Numbers for words: every token that a population uses gets one, in order of appearance.

A vocabulary only grows, so that the rows written with it stay valid when issues are added. Of
each token the first form met is kept, because that is what a person can read.
"""

from collections.abc import Iterable

from triage.analysis.packed_texts import PackedTexts
from triage.analysis.text import forms, token

_WORDS_HELD = 200_000
"""Words remembered with their numbers; beyond it the memory starts afresh (about 60 MB)."""


class Vocabulary:
    """Tokens and their numbers; `shown` gives each number's readable form."""

    def __init__(self, shown: Iterable[str] = ()) -> None:
        self.shown = list(shown)
        self._numbers = {token(form): number for number, form in enumerate(self.shown)}
        self._by_word: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self.shown)

    def packed(self) -> PackedTexts:
        """The readable forms, for an index to keep."""
        return PackedTexts.of(self.shown)

    def learn(self, words: Iterable[str]) -> dict[int, None]:
        """Numbers of the words' tokens, each once, in order; unknown tokens get new numbers."""
        known = self._by_word
        numbers: dict[int, None] = {}
        for word in dict.fromkeys(words):
            found = known.get(word)
            if found is None:
                found = self._remember(word)
            for number in found:
                numbers[number] = None
        return numbers

    def look_up(self, words: Iterable[str]) -> dict[int, None]:
        """Like `learn`, but unknown tokens are passed over and nothing is remembered."""
        tokens = (token(form) for word in dict.fromkeys(words) for form in forms(word))
        return dict.fromkeys(self._numbers[each] for each in tokens if each in self._numbers)

    def _remember(self, word: str) -> tuple[int, ...]:
        if len(self._by_word) >= _WORDS_HELD:
            self._by_word.clear()
        found = self._by_word[word] = tuple(self._number(form) for form in forms(word))
        return found

    def _number(self, form: str) -> int:
        number = self._numbers.setdefault(token(form), len(self.shown))
        if number == len(self.shown):
            self.shown.append(form)
        return number
