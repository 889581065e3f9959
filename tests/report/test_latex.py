"""The LaTeX has tables in booktabs, no text that is a command, and compiles where a TeX is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.report.material import demo_material, hostile_material
from triage.report.build import build_report
from triage.report.latex import write_latex
from triage.report.prose import latex_prose

CALM, HOSTILE = (write_latex(build_report(made)) for made in (demo_material(), hostile_material()))


def commands(text: str) -> set[str]:
    return set(re.findall(r"\\[A-Za-z]+", text))


def test_hostile_texts_add_no_command_of_their_own() -> None:
    escapes = {r"\textbackslash", r"\textasciicircum", r"\textasciitilde", r"\textbar"}
    assert commands(HOSTILE) - commands(CALM) <= escapes | {
        r"\allowbreak",
        r"\textless",
        r"\textgreater",
        r"\small",
    }
    body = HOSTILE[HOSTILE.index(r"\begin{document}") :]
    assert r"\input" not in body
    assert body.count(r"\end{document}") == 1
    assert not re.search(
        r"(?<!\\)[$^~](?!\\%|\n)(?![knk]\$)", body.replace("$k$", "").replace("$n$", "")
    )


def test_tables_are_set_with_booktabs_and_the_method_is_a_paragraph() -> None:
    assert CALM.count(r"\toprule") > CALM.count(r"\begin{longtable}") > 4
    method = CALM.partition("\\section{Method}\n\n")[2].partition("\n\n")[0]
    assert method.startswith("The population is the 1,092 issues of vllm-project/vllm")
    assert "SHA-256" not in method
    assert method.endswith("a bootstrap over issues.")


def test_characters_that_pdflatex_may_not_know_are_declared() -> None:
    assert "\\declarenocharacter{6F22}{漢}\n" in HOSTILE
    assert "\\declarenocharacter{2013}{–}\n" in CALM


def test_a_humans_markdown_becomes_latex() -> None:
    text = (
        "A *b* **c** `d_e` [f](https://a.bc/x_y%20#z) <b>\n\n- [x] 50 %\n\n> q\n\n```\na\n\nb\n```"
    )
    assert latex_prose(text) == (
        "A \\emph{b} \\textbf{c} \\texttt{d\\_e} \\href{https://a.bc/x_y\\%20\\#z}{f} "
        "\\textless{}b\\textgreater{}\n\n\\begin{itemize}\n\\item{} {[}x] 50 \\%\n\\end{itemize}\n"
        "\\begin{quote}\nq\n\n\\end{quote}\n\\begin{quote}\\ttfamily\na\\\\\n~\\\\\nb\n\\end{quote}\n"
    )


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no pdflatex here")
@pytest.mark.parametrize("text", [CALM, HOSTILE], ids=["calm", "hostile"])
def test_it_compiles(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.tex").write_text(text, "utf-8")
    done = subprocess.run(
        [
            "pdflatex",
            "-no-shell-escape",
            "-interaction=nonstopmode",
            "-halt-on-error",
            "report.tex",
        ],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert (tmp_path / "report.pdf").stat().st_size > 10_000


def test_a_picture_in_a_humans_words_is_a_link_to_it() -> None:
    assert latex_prose("See ![the plot](https://a.bc/p.png).") == (
        "See \\href{https://a.bc/p.png}{the plot}.\n"
    )
    assert latex_prose("[![p](https://a.bc/p.png)](https://a.bc)") == "\\href{https://a.bc}{p}\n"
