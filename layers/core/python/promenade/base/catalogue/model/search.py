"""What a product is found by, and whether it is what somebody looks for.

A text becomes words (letters and digits of alphabets, without case and accents, English plurals as
their singulars, GTINs in one length; hyphens and dots inside keep one together, which is found by
its parts too, and, but for codes, without its hyphens) and runs (characters of Chinese, Japanese
and Korean, which are written without spaces). A word is found whole, a run is found wherever it
stands. All that is asked for must be there.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from promenade.base.catalogue.model.barcode import barcode_key
from promenade.base.catalogue.model.plurals import singular
from promenade.base.catalogue.model.product import Product
from promenade.kit.codes import label
from promenade.kit.values import Value

MAX_TERMS = 400
"""Of a product; what is beyond them is not found by."""

_MOST_WORD = 64
_MOST_MARK = 160
"""Characters: what is longer is found by its beginning, which is as much as a key takes."""

MAX_ASKED = 8
"""Words and runs that one search may have."""

_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_run = re.compile(f"[{_CJK}\U00020000-\U0003ffff]+")
_word = re.compile(r"[^\W_]+(?:[-._'][^\W_]+)*")
_part = re.compile(r"[^\W_]+")
_hyphen = re.compile(r"(?<!\d)-|-(?!\d)")
_apostrophe = re.compile(r"(?<=[^\W\d])'(?=[^\W\d])")
_fraction = re.compile("[\u00bc-\u00be\u2150-\u215f\u2189]")
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u0060\u00b4"), "'")


class Terms(Value, frozen=True):
    """Distinct, in the order of the text."""

    words: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()


class Entry(Value, frozen=True):
    """A product in the index: `title` are the terms of its title, `rest` those of all else;
    `marks` are what it can be narrowed down by."""

    title: Terms
    rest: Terms
    marks: tuple[str, ...]
    is_on_shelf: bool

    @property
    def words(self) -> frozenset[str]:
        return frozenset((*self.title.words, *self.rest.words))

    @property
    def runs(self) -> tuple[str, ...]:
        return (*self.title.runs, *self.rest.runs)

    def keys(self) -> dict[str, bool]:
        """Under what it lies in the index, and whether that is in its title."""
        found = dict.fromkeys(_keys(self.rest), False)
        found |= dict.fromkeys(_keys(self.title), True)
        return found | {mark: False for mark in self.marks if mark[:2] in _LISTED}


NOTHING = Entry(Terms(), Terms(), (), is_on_shelf=False)
"""Of what is removed."""


class Search(Value, frozen=True, kw_only=True):
    """What is looked for: all of it."""

    terms: Terms = Terms()
    marks: tuple[str, ...] = ()
    is_on_shelf: bool

    def keys(self) -> list[str]:
        """Under each of these lies whatever fits."""
        return [*_narrowest(self.terms), *(mark for mark in self.marks if mark[:2] in _LISTED)]

    def fits(self, entry: Entry) -> bool:
        return (
            (entry.is_on_shelf or not self.is_on_shelf)
            and entry.words.issuperset(self.terms.words)
            and all(any(run in each for each in entry.runs) for run in self.terms.runs)
            and set(entry.marks).issuperset(self.marks)
        )


_LISTED = frozenset({"a:", "b:"})


def category_mark(category: str) -> str:
    return f"c:{category}"


def tag_mark(tag: str) -> str:
    return f"t:{tag}"


def brand_mark(brand: str) -> str:
    return f"b:{label(brand)}"[:_MOST_MARK]


def attribute_marks(attributes: Mapping[str, str]) -> Iterator[str]:
    marks = (f"a:{label(name)}={label(value)}" for name, value in attributes.items())
    return (mark[:_MOST_MARK] for mark in marks)


def terms_of(texts: Iterable[str], codes: Iterable[str] = ()) -> Terms:
    """Those of `codes` first, which are no words without their hyphens."""
    words: dict[str, None] = {}
    runs: dict[str, None] = {}
    spelt = [*((each, _parted) for each in codes), *((each, _joined) for each in texts)]
    for text, spell in spelt:
        folded = fold(text)
        runs |= dict.fromkeys(_run.findall(folded))
        for word in _word.findall(_run.sub(" ", folded)):
            words |= dict.fromkeys(spell(word))
    return Terms(tuple(words), tuple(runs))


def _parted(word: str) -> Iterator[str]:
    return map(_kept, (word, *_part.findall(word)))


def _joined(word: str) -> Iterator[str]:
    """No plural is one by its hyphen: mug-s is no mug."""
    yield from _parted(word)
    yield _hyphen.sub("", _kept(word))


def asked(text: str) -> Terms:
    """A word with hyphens is asked for as it is written."""
    folded = fold(text)
    words = dict.fromkeys(map(_kept, _word.findall(_run.sub(" ", folded))))
    return Terms(tuple(words), tuple(dict.fromkeys(_run.findall(folded))))


def fold(text: str) -> str:
    """Without case, width and accents, fractions apart from the numbers before them, apostrophes
    alike."""
    alike = _fraction.sub(r" \g<0> ", text.translate(_APOSTROPHES))
    apart = unicodedata.normalize("NFKD", alike).casefold()
    plain = "".join(each for each in apart if unicodedata.category(each) != "Mn" or _is_kana(each))
    return unicodedata.normalize("NFKC", plain)


def entry_of(product: Product) -> Entry:
    if product.is_removed:
        return NOTHING
    title = terms_of([product.title])
    brand = [product.brand] if product.brand else []
    marks = [
        *map(category_mark, product.path),
        *map(tag_mark, product.all_tags),
        *map(brand_mark, brand),
        *attribute_marks(product.attributes),
    ]
    rest = terms_of(_texts(product), _codes(product))
    return _bounded(Entry(title, rest, tuple(dict.fromkeys(marks)), product.is_sellable))


def _codes(product: Product) -> Iterator[str]:
    yield product.id
    for sku in product.approved_skus:
        yield sku.code
        yield sku.barcode or ""


def _texts(product: Product) -> Iterator[str]:
    """Beside the title and codes, the most telling first."""
    yield product.brand or ""
    yield from product.all_tags
    yield from product.attributes.values()
    for sku in product.approved_skus:
        yield from sku.options.values()


def _bounded(entry: Entry) -> Entry:
    """With at most MAX_TERMS keys: those of the title first, and words before runs."""
    left = MAX_TERMS - len(entry.marks)
    title, left = _fitting(entry.title, left)
    rest, _ = _fitting(entry.rest, left)
    return Entry(title, rest, entry.marks, entry.is_on_shelf)


def _fitting(terms: Terms, left: int) -> tuple[Terms, int]:
    words = terms.words[:left]
    left -= len(words)
    runs = []
    for run in terms.runs:
        runs.append(run[: left // 2])
        left -= 2 * len(runs[-1])
    return Terms(words, tuple(filter(None, runs))), left


def _keys(terms: Terms) -> Iterator[str]:
    """Of runs each character, and each two that stand together."""
    yield from terms.words
    for run in terms.runs:
        yield from run
        yield from (run[at : at + 2] for at in range(len(run) - 1))


def _narrowest(terms: Terms) -> Iterator[str]:
    """A character alone is looked up only where it is asked for alone."""
    return (key for key in _keys(terms) if len(key) > 1 or key in (*terms.words, *terms.runs))


def _kept(word: str) -> str:
    """As a singular, without apostrophes; of a GTIN all 14 digits."""
    return barcode_key(singular(_apostrophe.sub("", word)))[:_MOST_WORD]


def _is_kana(mark: str) -> bool:
    return mark in "\u3099\u309a"
