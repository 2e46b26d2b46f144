"""An effect is its own file and its names in `effects/__init__.py`; nothing else knows it."""

import re
from pathlib import Path
from typing import get_args

import pytest

from promenade.base.promotion import model
from promenade.base.promotion.model.effects import Effect

CAPABILITY = Path(model.__file__).parents[1]


@pytest.mark.parametrize("effect", get_args(Effect), ids=lambda effect: effect.__name__)
def test_an_effect_is_told_in_its_own_file_and_in_one_list(effect: type) -> None:
    kind = effect.__struct_config__.tag  # type: ignore[attr-defined]
    word = re.compile(rf"\b{effect.__name__}\b")
    naming = {
        str(path.relative_to(CAPABILITY))
        for path in CAPABILITY.rglob("*.py")
        if word.search(path.read_text(encoding="utf-8"))
    }
    own = f"model/effects/{kind}.py"
    assert naming == {own, "model/effects/__init__.py"}
