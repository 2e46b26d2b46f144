"""How the console is built: its logic holds, and a fault in it stops the build."""

from pathlib import Path

import pytest

from infra import console


@pytest.mark.xdist_group("console")
def test_the_logic_of_the_console_holds() -> None:
    console.test()


def test_what_node_says_of_a_fault_is_told(tmp_path: Path) -> None:
    with pytest.raises(console.ConsoleError, match="no such thing"):
        console.node("-e", "throw new Error('no such thing')", folder=tmp_path)


def test_what_was_removed_from_the_sources_is_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, web = tmp_path / "sources", tmp_path / "web"
    (sources / "src").mkdir(parents=True)
    (sources / "src" / "kept.ts").touch()
    (web / "node_modules").mkdir(parents=True)
    (web / "src").mkdir()
    (web / "src" / "removed.ts").touch()
    monkeypatch.setattr(console, "SOURCES", sources)
    monkeypatch.setattr(console, "WEB", web)
    console.lay_out()
    assert [path.name for path in (web / "src").iterdir()] == ["kept.ts"]
    assert (web / "node_modules").exists()
