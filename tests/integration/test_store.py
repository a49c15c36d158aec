from pathlib import Path

import pytest
from factories import document

from archive.catalogue import Catalogue
from archive.errors import FixityError
from archive.fixity import verify
from archive.model import Document
from archive.store import Store, sha256_of


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "deck.pdf"
    path.write_bytes(b"the bytes of a deck")
    return path


def accessioned(catalogue: Catalogue, original: Path) -> Document:
    sha256 = sha256_of(original)
    catalogue.store.add(original, sha256)
    deck = document("deck", sha256=sha256)
    with catalogue.recording(actor="a test") as recording:
        recording.add_document(deck, [])
    return deck


def test_stored_bytes_are_found_by_their_hash_and_cannot_be_written(tmp_path: Path, original: Path) -> None:
    store, sha256 = Store(tmp_path / "originals"), sha256_of(original)
    store.add(original, sha256)
    store.add(original, sha256)

    assert store.path(sha256).read_bytes() == original.read_bytes()
    assert store.path(sha256).stat().st_mode & 0o222 == 0
    assert list(store) == [sha256]
    assert store.leftovers() == []


def test_a_file_that_changes_while_it_is_taken_in_is_refused_and_leaves_nothing(tmp_path: Path, original: Path) -> None:
    store = Store(tmp_path / "originals")
    with pytest.raises(FixityError, match="changed while"):
        store.add(original, "0" * 64)

    assert list(store) == []
    assert store.leftovers() == []


def test_verify_finds_nothing_where_all_is_well(catalogue: Catalogue, original: Path) -> None:
    accessioned(catalogue, original)
    assert verify(catalogue) == ()


def test_verify_tells_changed_missing_orphaned_and_unfinished_bytes_apart(
    catalogue: Catalogue, original: Path, tmp_path: Path
) -> None:
    deck = accessioned(catalogue, original)
    stored = catalogue.store.path(deck.sha256)

    stored.chmod(0o644)
    stored.write_bytes(b"bit rot")
    (changed,) = verify(catalogue)
    assert (changed.kind, changed.document_id) == ("changed", deck.id)
    with pytest.raises(FixityError) as caught:
        catalogue.store.check(deck.sha256)
    assert caught.value.found_sha256 == sha256_of(stored)

    stored.unlink()
    (missing,) = verify(catalogue)
    assert (missing.kind, missing.document_id) == ("missing", deck.id)

    other = tmp_path / "other"
    other.write_bytes(b"never recorded")
    catalogue.store.add(other, sha256_of(other))
    (catalogue.store.folder / ".incoming-killed").touch()
    assert [finding.kind for finding in verify(catalogue)] == ["missing", "orphan", "leftover"]
