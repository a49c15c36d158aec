"""The index of an archive, built and looked after from the command line."""

from pathlib import Path

from archive.catalogue import Catalogue
from index import manifest as manifests
from index import multilingual
from index.build import build
from index.encoder import Encoder
from index.errors import SearchIndexError
from index.lexicon import Lexicon
from index.manifest import Manifest
from index.searcher import Searcher
from search_api.settings import Settings
from search_api.terminal import progress_bar

__all__ = ["build_index", "encoder_of", "fresh_manifest", "kept_manifest"]


def encoder_of(chosen: Settings) -> Encoder:
    """The encoder that the settings name."""
    return multilingual.encoder_of(chosen.model, chosen.query_prefix, chosen.passage_prefix)


def build_index(catalogue: Catalogue, encoder: Encoder, embeddings: Path | None = None) -> Manifest:
    """Build the index of everything in the catalogue, with a progress bar; ``embeddings``: where vectors are kept, if
    not beside it. Raises SearchIndexError."""
    # The revision first: whatever is recorded while entries are read makes the index stale, never silently older.
    revision = catalogue.revision()
    with progress_bar("Embedding") as move:
        lexicon = Lexicon.of(catalogue.vocabulary())
        return build(catalogue.entries(), revision, encoder, catalogue.home, move, lexicon, embeddings)


def kept_manifest(home: Path) -> Manifest | None:
    """The manifest of the index in ``home``; None where there is none that can be opened."""
    try:
        return Searcher.open(manifests.index_folder(home)).manifest
    except SearchIndexError:
        return None


def fresh_manifest(catalogue: Catalogue, encoder: Encoder) -> Manifest | None:
    """The manifest, where the index is of this revision and this encoder."""
    manifest = kept_manifest(catalogue.home)
    fresh = manifest is not None and (manifest.revision, manifest.encoder_fingerprint) == (
        catalogue.revision(),
        encoder.fingerprint,
    )
    return manifest if fresh else None
