import pytest

from screens.fold_words import fold_in_words
from triage.analysis.boilerplate import Fold, FoldKind


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (FoldKind.UNANSWERED, "### Alternatives\n\n_No response_", "▸ Alternatives: no response"),
        (
            FoldKind.LOG,
            "<details>\n<summary>When it <code>hangs</code></summary>\nINFO",
            "▸ When it hangs: log, 3 lines",
        ),
        (FoldKind.CODE, "```python\n\nimport os\n```", "▸ import os: long block, 4 lines"),
        (FoldKind.TRACE, "Traceback\n  g()", "▸ stack trace, 2 lines"),
    ],
)
def test_a_fold_names_what_it_hides(kind: FoldKind, text: str, words: str) -> None:
    lines = text.split("\n")
    assert fold_in_words(Fold(0, len(lines), kind), lines) == words
