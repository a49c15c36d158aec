"""Pictures are kept whole or not at all, and are disposable."""

import os
from pathlib import Path

import pytest
from factories import slide
from pictures import SHA256, WEBP, picture

from archive.derivatives import STALE_SECONDS, Derivatives, Manifest, Word
from archive.model import Locator, LocatorKind


@pytest.fixture
def derivatives(tmp_path: Path) -> Derivatives:
    return Derivatives(tmp_path / "derivatives")


def keep(
    derivatives: Derivatives, numbers: tuple[int, ...] = (1, 2), sha256: str = SHA256, renderer: str = "1"
) -> None:
    with derivatives.drafting(sha256) as draft:
        assert draft is not None
        for number in numbers:
            draft.add(picture(number))
        draft.close(Manifest(renderer=renderer, pages=draft.pages))


def test_what_is_kept_is_found_again(derivatives: Derivatives) -> None:
    keep(derivatives)
    manifest = derivatives.find(SHA256)
    assert manifest is not None
    assert [(page.number, page.width, page.height) for page in manifest.pages] == [(1, 100, 50), (2, 100, 50)]
    assert derivatives.page(SHA256, 2).read_bytes() == WEBP
    assert derivatives.thumbnail(SHA256, 2).read_bytes() == WEBP
    assert derivatives.words(SHA256, 2) == [Word("page", 0.1, 0.1, 0.2, 0.2), Word("2", 0.3, 0.1, 0.4, 0.2)]


def test_a_draft_that_fails_or_is_not_closed_leaves_nothing(derivatives: Derivatives) -> None:
    def fail() -> None:
        with derivatives.drafting(SHA256) as draft:
            assert draft is not None
            draft.add(picture(1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with derivatives.drafting(SHA256) as draft:
        assert draft is not None
        draft.add(picture(1))
    assert derivatives.find(SHA256) is None
    assert list(derivatives.folder.iterdir()) == []


def test_a_new_version_takes_the_place_of_the_old_one_as_a_whole(derivatives: Derivatives) -> None:
    keep(derivatives, (1, 2, 3))
    keep(derivatives, (1,), renderer="2")
    found = derivatives.find(SHA256)
    assert found is not None
    assert (found.renderer, len(found.pages)) == ("2", 1)
    assert not derivatives.page(SHA256, 3).exists()
    assert derivatives.words(SHA256, 3) == []


def test_one_process_at_a_time_makes_them(derivatives: Derivatives) -> None:
    with derivatives.drafting(SHA256) as first:
        assert first is not None
        with derivatives.drafting(SHA256) as second:
            assert second is None
        first.add(picture(1))
        first.close(Manifest(renderer="1", pages=first.pages))
    assert derivatives.find(SHA256) is not None


def test_the_draft_of_a_program_that_died_is_taken_over_and_swept(derivatives: Derivatives) -> None:
    left = derivatives.folder / f".making-{SHA256}"
    for use in (lambda: keep(derivatives), lambda: derivatives.sweep({SHA256})):
        left.mkdir(parents=True)
        os.utime(left, (1, 1 + STALE_SECONDS))
        use()
        assert not left.exists()


def test_sweeping_leaves_what_is_kept(derivatives: Derivatives) -> None:
    other = SHA256.replace("a", "b")
    keep(derivatives)
    keep(derivatives, sha256=other)
    derivatives.sweep({other})
    assert (derivatives.find(SHA256), derivatives.find(other) is None) == (None, False)


def test_the_state_changes_when_pictures_come_and_go(derivatives: Derivatives) -> None:
    states = [derivatives.state()]
    keep(derivatives)
    states.append(derivatives.state())
    derivatives.remove(SHA256)
    states.append(derivatives.state())
    derivatives.remove(SHA256)
    assert len(set(states)) == 3
    assert derivatives.state() == states[-1]


@pytest.mark.parametrize("content", ["", "{", '{"renderer": 1}', '{"renderer": "1", "pages": [{"number": 0}]}'])
def test_a_manifest_that_cannot_be_read_is_none(content: str, derivatives: Derivatives) -> None:
    keep(derivatives)
    (derivatives.page(SHA256, 1).parent / "manifest.json").write_text(content)
    assert derivatives.find(SHA256) is None


def test_words_that_cannot_be_read_are_none(derivatives: Derivatives) -> None:
    keep(derivatives)
    for content in ("", "{", "[1]", '[["a"]]'):
        (derivatives.page(SHA256, 1).parent / "words-1.json").write_text(content)
        assert derivatives.words(SHA256, 1) == []


def test_only_a_hash_names_a_folder(derivatives: Derivatives) -> None:
    with pytest.raises(ValueError, match="no hash"):
        derivatives.find("../../etc/passwd")


def test_a_picture_must_be_webp() -> None:
    with pytest.raises(ValueError, match="WebP"):
        picture(1, image=b"<svg onload=alert(1)>")


def test_a_place_is_shown_by_the_page_where_it_begins() -> None:
    pages = (picture(1), picture(3))
    sizes = tuple({"number": one.number, "width": one.width, "height": one.height} for one in pages)
    manifest = Manifest.model_validate({"renderer": "1", "pages": sizes, "section_pages": {7: 3}})

    def number(locator: Locator | None) -> int | None:
        page = manifest.page_of(locator)
        return page.number if page else None

    def place(kind: LocatorKind, start: int) -> Locator:
        return Locator(kind=kind, start=start, end=start, label="x")

    assert [number(one) for one in (None, slide(1), slide(2), slide(3, 5))] == [1, 1, None, 3]
    assert [number(place(LocatorKind.SECTION, start)) for start in (1, 3, 7)] == [None, None, 3]
    assert number(place(LocatorKind.TIME, 1)) is None
