"""Pictures of every kind of page, for people to look at: on a desk and on a phone, and in other languages.

    python tests/benchmarks/pictures.py http://127.0.0.1:8000 FOLDER [kind …]

Writes FOLDER/desktop-home.png and so on, pages cut at 1,600 pixels, and an index.html that shows them side by side.
"""

import html
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser import SCREENS, chromium_running, find_chromium
from page_kinds import PageKind, ids_at, pages_with
from playwright.sync_api import Browser

LANGUAGES = ("ko", "fr", "es", "ar")
TALLEST = 1600


def picture(browser: Browser, address: str, file: Path, screen: str, language: str) -> None:
    """Writes a page as it looks from above to ``TALLEST`` pixels below."""
    context = browser.new_context(**{**SCREENS[screen], "device_scale_factor": 1}, locale=language)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    height = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
    width = SCREENS[screen]["viewport"]["width"]
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    context.close()


def shots(kind: PageKind) -> list[tuple[str, str]]:
    """Screen and language of each picture: both screens in English, one other language each on the phone."""
    name_number = sum(map(ord, kind.name))
    return [("desktop", "en"), ("phone", "en"), ("phone", LANGUAGES[name_number % len(LANGUAGES)])]


def main() -> None:
    address, folder, wanted = sys.argv[1].rstrip("/"), Path(sys.argv[2]), sys.argv[3:]
    program = find_chromium()
    if program is None:
        sys.exit("There is no Chromium on this machine.")
    folder.mkdir(parents=True, exist_ok=True)
    ids = ids_at(address)
    lines = []
    with chromium_running(program) as browser:
        for kind in pages_with(ids):
            if wanted and kind.name not in wanted:
                continue
            for screen, language in shots(kind):
                name = f"{screen}-{kind.name.replace(' ', '-')}{'' if language == 'en' else '-' + language}.png"
                picture(browser, address + kind.address(ids), folder / name, screen, language)
                lines.append(
                    f'<figure><img src="{name}" width="420"><figcaption>{html.escape(name)}</figcaption></figure>'
                )
                print(folder / name)
    (folder / "index.html").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
