import shutil
from types import SimpleNamespace

import pytest

from tests.browser import screenshots


def test_who_has_no_browser_is_told_in_one_line_how_to_get_one(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    none = SimpleNamespace(chromium=SimpleNamespace(executable_path="/nowhere/chromium"))
    with pytest.raises(SystemExit) as refused, screenshots.chromium(none):
        pass
    assert "apt install chromium" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_screen_is_pictured_on_a_phone_and_a_desktop_light_and_dark(
    browser, live_server, tmp_path
):
    assert sum(screenshots.picture(browser, f"{live_server.url}/", None, tmp_path / "home")) == 4
    sizes = {path.name: picture_size(path) for path in tmp_path.iterdir()}
    assert sizes == {
        f"home-{size}-{scheme}.png": tuple(viewport.values())
        for size, viewport in screenshots.SIZES.items()
        for scheme in screenshots.SCHEMES
    }


def picture_size(path):
    """As a PNG says it in its header."""
    header = path.read_bytes()[:24]
    return int.from_bytes(header[16:20]), int.from_bytes(header[20:24])
