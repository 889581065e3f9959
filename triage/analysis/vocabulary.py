"""Numbers for words: every token that a population uses gets one, in order of appearance.

A vocabulary only grows, so that the rows written with it stay valid when issues are added. Of
each token the shortest form met is kept, because that is what a person can read.
"""

from collections.abc import Callable, Iterable
from itertools import chain

from triage.analysis.packed_texts import PackedTexts
from triage.analysis.text import forms, token

WORDS_HELD = 200_000
"""Words remembered with their numbers; beyond it the memory starts afresh (about 60 MB)."""


class Vocabulary:
    """Tokens and their numbers; `shown` gives each number's readable form."""

    def __init__(self, shown: Iterable[str] = ()) -> None:
        self.shown = list(shown)
        self._numbers = {token(form): number for number, form in enumerate(self.shown)}
        self._by_word = _NumbersByWord(self._number)

    def __len__(self) -> int:
        return len(self.shown)

    def packed(self) -> PackedTexts:
        """The readable forms, for an index to keep."""
        return PackedTexts.of(self.shown)

    def learn(self, words: Iterable[str]) -> dict[int, None]:
        """Numbers of the words' tokens, each once, in order; unknown tokens get new numbers."""
        numbers = map(self._by_word.__getitem__, dict.fromkeys(words))
        return dict.fromkeys(chain.from_iterable(numbers))

    def look_up(self, words: Iterable[str]) -> dict[int, None]:
        """Like `learn`, but unknown tokens are passed over and nothing is remembered."""
        tokens = (token(form) for word in dict.fromkeys(words) for form in forms(word))
        return dict.fromkeys(self._numbers[each] for each in tokens if each in self._numbers)

    def _number(self, form: str) -> int:
        number = self._numbers.setdefault(token(form), len(self.shown))
        if number == len(self.shown):
            self.shown.append(form)
        elif len(form) < len(self.shown[number]):
            self.shown[number] = form
        return number


class _NumbersByWord(dict[str, tuple[int, ...]]):
    """Numbers of the words met so far; an unknown word is worked out when it is asked for."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= WORDS_HELD:
            self.clear()
        numbers = self[word] = tuple(map(self._number, forms(word)))
        return numbers
