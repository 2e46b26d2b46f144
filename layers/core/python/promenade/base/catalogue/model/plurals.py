"""English plurals: both forms of a noun come to one, whichever of them is written.

Harman's S-stemmer (1991), which takes off an s, and what English does beside. A word that is in no
table and under no rule stays as it is, and is found as it is written.
"""

import re

_OWN_VOWEL = (
    "axe bikini bonsai brioche bureau cache chateau cloche emoji fuse guru haiku headache khaki "
    "kiwi martini maxi menu midi mini mistletoe moustache muse niche panini pickaxe plateau quiche "
    "safari salami sari ski taxi tutu zucchini"
)
"""Their plural is an s alone, though the vowel before it looks otherwise."""

_OWN_S = "atlas canvas christmas gas iris lens trellis"
"""Their last s is no plural's; that is es."""

_OTHERS = (
    "men man, mice mouse, dormice dormouse, lice louse, geese goose, oxen ox, people person, "
    "lives life, wives wife, quizzes quiz, cacti cactus, fungi fungus"
)
_known = {
    **{f"{each}s": each for each in _OWN_VOWEL.split()},
    **{each: each for each in _OWN_S.split()},
    **{f"{each}es": each for each in _OWN_S.split()},
    **dict(each.split() for each in _OTHERS.split(", ")),
}
_noun = re.compile("[a-z]+$")
_rules = tuple(
    (re.compile(f"{ending}$"), singular)
    for ending, singular in (
        ("(wo|fire|fisher|gentle|police|post|sales|snow|sports)men", r"\1man"),
        ("children", "child"),
        ("feet", "foot"),
        ("teeth", "tooth"),
        ("(kni|housewi|midwi)ves", r"\1fe"),
        ("(cal|dwar|el|hal|hoo|lea|loa|scar|shel|thie|wol)ves", r"\1f"),
        ("(..)ies?", r"\1y"),
        ("(ch|sh|ss|tz|zz|.x|[^ao]us)es", r"\1"),
        ("(..)(?<!sh|al|sl|fl)(?<!can)(?<!ob)oes", r"\1o"),
        ("(..[^isu])s", r"\1"),
        ("^([b-df-hj-np-rtv-z]{2})s", r"\1"),
    )
)


def singular(word: str) -> str:
    """In lower case; of what is joined, the last word counts."""
    noun = _noun.search(word)
    return word[: noun.start()] + _singular(noun[0]) if noun else word


def _singular(noun: str) -> str:
    if noun in _known:
        return _known[noun]
    for ending, instead in _rules:
        if ending.search(noun):
            return ending.sub(instead, noun)
    return noun
