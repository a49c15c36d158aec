from pathlib import Path

import pytest

from archive.errors import InvalidRecord
from search_api.settings import read_settings


def test_without_any_setting_the_defaults_hold() -> None:
    settings = read_settings()
    assert (settings.home, settings.host, settings.port, settings.model) == (Path("var"), "127.0.0.1", 8000, None)


def test_what_is_given_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITI_PORT", "9000")
    monkeypatch.setenv("MITI_HOME", "elsewhere")
    settings = read_settings(port=9001, home=None)
    assert (settings.port, settings.home) == (9001, Path("elsewhere"))


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITI_MODEL", "")
    assert read_settings().model is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MITI_PORT", "http"),
        ("MITI_PORT", "0"),
        ("MITI_PORT", "65536"),
        ("MITI_HOST", "  "),
        ("MITI_BASE_URL", "javascript:alert(1)"),
        ("MITI_BASE_URL", "https://a b"),
        ("MITI_QUERY_PREFIX", "x" * 201),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidRecord) as refused:
        read_settings()
    assert refused.value.message.startswith(f"These settings cannot be used: {name}: ")
    assert "\n" not in refused.value.message
    assert value not in refused.value.message or len(value) < 6
