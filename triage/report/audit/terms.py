"""Compares what two pieces of a report speak of, by the stems of their content words.

"Staleness" and "Stale Closure" share a stem, "rejections" and "rejected" too. Words that every
report of this kind uses (issue, feature, finding, resolve) say nothing and are left out, and so
are the words of the report's own title, since they are the subject of everything in it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w+]*(?:['’][a-z]+)?")
_SUFFIX_LIST = (
    "izations isations ization isation ations ation ances ance ences ence ments ment nesses ness"
    " ities ity ives ive ables able ings ing ions ion ures ure ors or ers er ies ied ed ly e y"
)
_SUFFIXES = _SUFFIX_LIST.split()
_SHORTEST_STEM = 4
_SAME_START = 6
"""Stems that agree in this many letters, and in most of the shorter one, are one word."""

_EMPTY_LIST = """
    a about above according across after again against all almost alone along already also
    although always among an and any are around as at away back be because become becomes been
    before behind being below between both but by can cannot could did do does doing done down
    due during each either else enough even ever every few for from further get gets go goes
    going gone got had has have having he hence her here him his how however i if in indeed
    instead into is it its itself just keep kept largely last least less lets let like likely
    long made mainly make makes making many may maybe me merely might mine more most mostly much
    must my near need needed needs neither never next no nor not nothing now of off often on
    once one only onto or other others otherwise our out over own per perhaps quite rather re
    really same see seem seems several shall she should show showing shown shows since so some
    still such take than that the their them then there these they this those though through
    thus to together too toward towards two under until up upon us use used user users uses
    using usually various very via was we well went were what when where whether which while who
    whole whom whose why will with within without would yes yet you your add added allow allows
    analysis based better category common concern concerned concerns cover covering create
    detailed develop enhance ensure establish existing feature features finding findings focus
    given good group high implement improve improved improvement improvements improving include
    included includes including indicate indicates indicating information introduce involve
    involved involves involving issue issues item items label labeled labelled labels low mention
    mentioned
    mentions new number overall part parts pattern patterns percent percentage percentages
    problem problems provide provided provides providing range ranges rate rates reflect
    reflecting relate related report reported reports request requested requests require
    required requires requiring result results sample sampled samples set share shared shares
    suggest suggesting suggests summary support supported supporting supports target targeting
    targets thing things total type types want wants way ways work
"""
_EMPTY_WORDS = frozenset(_EMPTY_LIST.split())
"""Grammar, and the words that every report on issues uses."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The word without endings, by a few rules; made for comparing, not for reading."""
    stemmed = re.sub(r"['’][a-z]+$|(?<=[^s\W])s$", "", word.casefold())
    is_shorter = True
    while is_shorter:
        is_shorter = False
        for suffix in _SUFFIXES:
            if stemmed.endswith(suffix) and len(stemmed) - len(suffix) >= _SHORTEST_STEM:
                stemmed = stemmed[: -len(suffix)]
                is_shorter = True
                break
    return stemmed


def terms(text: str, empty: Iterable[str] = ()) -> frozenset[str]:
    """The stems of the content words of a text.

    Args:
        text: plain words.
        empty: further stems that say nothing.
    """
    words = (word for word in _WORD.findall(text) if word.casefold() not in _EMPTY_WORDS)
    stems = (stem(word) for word in words if len(word) > 1)
    return frozenset(each for each in stems if len(each) > 1) - frozenset(empty)


def shared_terms(left: Iterable[str], right: Iterable[str]) -> frozenset[str]:
    """The terms of the left that the right has too, in this form or another."""
    others = list(right)
    return frozenset(term for term in left if any(_is_one_word(term, other) for other in others))


def _is_one_word(left: str, right: str) -> bool:
    if left == right:
        return True
    shorter, longer = sorted((left, right), key=len)
    common = next(
        (at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter)
    )
    return common >= _SAME_START and common >= 0.7 * len(shorter)
