"""Correct reports of other makes, each with the faults that can be planted in it.

They differ in build, not only in wording: tables, lists within a line, labelled lines, paragraphs.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plant:
    """One change of a correct report, and what must be said of it."""

    old: str
    new: str
    rules: frozenset[str]
    """Every rule that it breaks."""
    at: str
    """What stands in the line of the first fault."""


@dataclass(frozen=True)
class Make:
    """A correct report with its plants."""

    name: str
    text: str
    plants: tuple[Plant, ...] = ()


def _plant(old: str, new: str, rules: str, at: str) -> Plant:
    return Plant(old, new, frozenset(rules.split()), at)


MAKES = (
    Make(
        "a table of findings",
        """# Cache requests

We read 10 issues.

## RQ1: What types of requests are there?

| Category | Count | Share | Issues |
|---|---:|---:|---|
| Speed | 4 | 40% | #1, #2, #3, #4 |
| Memory | 3 | 30% | #5, #6, #7 |
| Devices | 3 | 30% | #8, #9, #10 |
""",
        (
            _plant("#5, #6, #7", "#5, #6", "short-list partition", "## RQ1"),
            _plant("#8, #9, #10", "#8, #9, #7", "doubled partition", "## RQ1"),
        ),
    ),
    Make(
        "lists within a line",
        """# Cache requests

Sample: 10 issues.

## RQ1: What kinds of requests arrive?

- **Speed** — 4/10 (40%): #1, #2, #3, #4
- **Memory** — 3/10 (30%): #5, #6, #7
- **Devices** — 3/10 (30%): #8, #9, #10

## RQ2: How are they resolved?

1. Implemented (50%, n = 5): #1, #2, #5, #6, #8
2. Closed as stale (20%, n = 2): #3, #7
3. Still open (30%, n = 3): #4, #9, #10
""",
        (
            _plant("4/10 (40%)", "5/10 (40%)", "fraction short-list", "**Speed**"),
            _plant("(20%, n = 2)", "(20%, n = 4)", "fraction short-list", "2. Closed"),
            _plant("#4, #9, #10\n", "#4, #9, #1\n", "state-conflict partition", "## RQ2"),
        ),
    ),
    Make(
        "labelled lines",
        """# Cache requests

A random sample of ten issues.

## RQ1: Which types of requests arrive?

### 1. Speed
- **Frequency**: 4/10 (40%)
- **Description**: everything about time
- **Issues**: #1, #2, #3, #4

### 2. Memory
Share: 30% (3/10)
Issues: #5, #6, #7

### 3. Devices
**Prevalence:** three of ten

**Issues:** #8, #9, #10
""",
        (
            _plant("Issues: #5, #6, #7", "Issues: #5, #6", "short-list partition", "## RQ1"),
            _plant("Share: 30%", "Share: 40%", "fraction partition", "## RQ1"),
            _plant("three of ten", "four of ten", "short-list partition", "## RQ1"),
        ),
    ),
    Make(
        "paragraphs",
        """# Cache requests

We analyzed 10 issues.

## RQ1: Which types of requests arrive?

**Speed (40%).** Issues #1, #2, #3 and #4 ask for less waiting.

**Memory (30%).** Issues #5, #6 and #7 ask for less space.

**Devices (30%).** Issues #8, #9 and #10 ask for more devices.
""",
        (_plant("#5, #6 and #7", "#5 and #6", "short-list partition", "## RQ1"),),
    ),
    Make(
        "findings within findings",
        """# Cache requests

We analyzed 20 issues.

## RQ1: Which common problems are there?

### Speed (30% of 20 issues)

#### Start (10%)
- #1: slow start
- #2: slow import

#### Run (20%)
- #3: slow loop
- #4: slow step
- #5: slow batch
- #6: slow merge

### Memory (15%)
- #11: leak
- [ ] #12: leak in the loop
- [x] #13: growth
""",
        (
            _plant("Run (20%)", "Run (40%)", "parts short-list", "#### Run"),
            _plant("- [x] #13: growth\n", "", "short-list", "### Memory"),
        ),
    ),
    Make(
        "examples only",
        """# Cache requests

## RQ1: What are common problems?

Based on 40 sampled issues:

**Speed (50%)**, for example:
- #1: slow start

**Memory (25%)**

Representative issues:
- #3: leak

**Devices (10% of issues)**

Most of them, such as #5 and #6, ask for another chip.
""",
        (_plant("Memory (25%)", "Memory (26%)", "attainable", "**Memory"),),
    ),
    Make(
        "groups written like their items",
        """# Cache requests

We read 4 issues.

## RQ4: What information is missing or provided?

**Well-Provided Information (in more than 70% of the issues)**

**Current Limitations**
- #1: told
- #2: told
- #3: told

**Frequently Missing Information (in more than 70% of the issues)**

**Steps**
- #1: none
- #3: none
- #4: none
""",
        (
            _plant("- #4: none\n", "", "threshold", "**Steps**"),
            _plant("**Steps**", "**Current Limitations**", "state-conflict", "- #1: none"),
        ),
    ),
    Make(
        "several figures in a heading",
        """# Cache requests

We read 20 issues.

## RQ4: What patterns are there?

**Labels (15% bug, 10% usage)**
- #1: bug
- #2: bug
- #3: bug
- #4: usage
- #5: usage

**States (75% closed, 25% open)**

Most are closed.
""",
        (_plant("- #2: bug\n- #3: bug\n- #4: usage\n- #5: usage\n", "", "short-list", "**Labels"),),
    ),
    Make(
        "the size stands only behind percentages",
        """# Cache requests

## RQ1: What are common problems?

**Speed (4 issues, 21%)**
- #1: a
- #2: b
- #3: c
- #4: d

**Memory (3 issues, 16%)**
- #5: e
- #6: f
- #7: g

**Devices (11%)**
- #8: h
- #9: i
""",
        (
            _plant("- #9: i\n", "", "short-list", "**Devices"),
            _plant("(11%)", "(12%)", "attainable", "**Devices"),
        ),
    ),
    Make(
        "uncoded and excluded issues",
        """# Cache requests

The sample has 12 issues. Of these, 2 were excluded.

## RQ1: Which types of requests arrive?

**Speed (56% of the 9 coded)**
- #1: a
- #2: b
- #3: c
- #4: d
- #5: e

**Memory (44% of the 9 coded)**
- #6: f
- #7: g
- #8: h
- #9: i

**Not coded (1)**
- #10: j

## Excluded issues

**Excluded (2):**
- #11: spam
- #12: empty
""",
        (_plant("- #9: i\n", "", "short-list partition", "## RQ1"),),
    ),
    Make(
        "reference links, ranges and a folded list",
        """# Cache requests (N = 10)

## RQ1: What types of requests arrive?

### 1.1 Speed — n = 4, 40 %

Issues: #1–#4

### 1.2 Memory — n = 3, 30 %

- [#5][five]: leak
- [#6][six]: growth
- [#7]: cache

### 1.3 Devices — n = 3, 30 %

<details>
<summary>Show issues</summary>

- words (acme/cache#8)
- words (acme/cache#9)
- words (https://github.com/acme/cache/issues/10)

</details>

[five]: https://github.com/acme/cache/issues/5
[six]: https://github.com/acme/cache/issues/6
[#7]: https://github.com/acme/cache/issues/7
""",
        (
            _plant("#1–#4", "#1–#3", "short-list partition", "## RQ1"),
            _plant("cache/issues/6", "cache/issues/66", "link", "[#6][six]"),
            _plant("- words (acme/cache#9)\n", "", "short-list partition", "## RQ1"),
        ),
    ),
    Make(
        "shares in words and sentences",
        """# Cache requests

We read ten sampled issues.

## RQ1: What types of requests arrive?

Two fifths of the issues are about speed, and thirty percent are about memory.

### Speed

This pattern affects 40 % of the issues.

- #1: a
- #2: b
- #3: c
- #4: d

### Memory (3 of 10, 95 % CI 11–60 %)

- #5: e
- #6: f
- #7: g

### Devices (a third of the issues)

- #8: h
- #9: i
- #10: j
""",
        (
            _plant("40 % of", "60 % of", "short-list summary", "Two fifths"),
            _plant("Two fifths", "Four fifths", "summary", "Four fifths"),
            _plant("thirty percent", "sixty percent", "summary", "sixty"),
            _plant("Devices (a third", "Devices (two thirds", "short-list", "### Devices"),
        ),
    ),
    Make(
        "a table of counts above HTML lists",
        """# Cache requests

We read 10 sampled issues.

## RQ1: What types of requests arrive?

| Type | Issues | Share |
|---|---:|---:|
| Speed | 4 | 40% |
| Memory | 6 | 60% |

<h3>Speed (40%)</h3>
<ul>
<li>#1: a</li>
<li>#2: b</li>
<li>#3: c</li>
<li>#4: d</li>
</ul>

<h3>Memory (60%)</h3>

    40% of #99 is code

- #5: e
- #6: f
- #7: g
- #8: h
- #9: i
- …
""",
        (
            _plant("| Speed | 4 | 40%", "| Speed | 5 | 40%", "fraction", "| Speed"),
            _plant("<li>#4: d</li>\n", "", "short-list", "<h3>Speed"),
            _plant("| 6 | 60%", "| 7 | 70%", "summary", "| Memory"),
        ),
    ),
)
