"""English nouns in singular and plural."""

import pytest

from promenade.base.catalogue.model.search import asked

PAIRS = """
boxes/box dresses/dress glasses/glass watches/watch dishes/dish buses/bus viruses/virus quizzes/quiz
shoes/shoe sizes/size cases/case houses/house caches/cache axes/axe canvases/canvas lenses/lens
batteries/battery cookies/cookie movies/movie ties/tie toys/toy potatoes/potato photos/photo
knives/knife shelves/shelf scarves/scarf wives/wife leaves/leaf wolves/wolf gloves/glove
olives/olive sleeves/sleeve bookshelves/bookshelf children/child women/woman men/man
mice/mouse feet/foot teeth/tooth geese/goose people/person skis/ski bikinis/bikini menus/menu tvs/tv
T-shirts/t-shirt penknives/penknife salesmen/salesman toes/toe irises/iris 青瓷MUGS/mug青瓷
"""


@pytest.mark.parametrize("pair", PAIRS.split())
def test_both_forms_come_to_one_word(pair: str) -> None:
    plural, single = (asked(each).words for each in pair.split("/"))
    assert plural == single


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tennis chess bus ramen glass lens", "tennis chess bus ramen glass lens"),
        ("caps capes tubs tubes kits kites", "cap cape tub tube kit kite"),
        ("pins pines plans planes", "pin pine plan plane"),
    ],
)
def test_what_is_no_plural_stays_and_words_alike_are_told_apart(text: str, words: str) -> None:
    assert asked(text).words == tuple(words.split())
