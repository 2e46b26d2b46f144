"""Settings."""

import pytest

from promenade.kit.config import MissingSetting, setting


def test_a_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_TABLE", "prod-a")
    assert setting("A_TABLE") == "prod-a"


@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_setting_fails_by_name(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is not None:
        monkeypatch.setenv("A_TABLE", value)
    with pytest.raises(MissingSetting, match="A_TABLE"):
        setting("A_TABLE")
