"""What the words of a document say about it: the places, themes and cases they name.

Words only. Nearness in meaning is the index's business, and a person's judgement is a coverage, not a description.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from archive.language import language
from archive.model import Description, Labels, Passage, PlaceKind
from archive.vocabulary import Vocabulary

__all__ = ["METHOD", "describe"]

METHOD = "labels-as-whole-words/1"

# Ideographs, kana of native words and Thai stand without spaces: each character is a word of its own here, so that
# "whole words" means whole runs of a label. Katakana keeps together, for Indonesia (インドネシア) is not India.
_WORD = re.compile(
    "[\u30a0-\u30ff]+|[\u3041-\u309f\u3400-\u9fff\u0e00-\u0eff]|[^\\W_\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff]+"
)
_PARTICLES = re.compile(
    "(?<=[\uac00-\ud7a3]{2})(?:특별시|광역시|시|구)?"
    "(?:은|는|이|가|을|를|의|에|에서|에는|에서는|에서의|로|으로|와|과|도|만|까지|부터|이나|나|보다|처럼)?$"
)
_ACRONYM_LENGTH = 5
# Korean names of cities (Jinan, Shanghai) that far more often are everyday words ("last", "injury").
_EVERYDAY_WORDS = {"지난", "상해"}
# Named at least once in so many passages (some 5,000 words), or it is no subject of a long document.
_PASSAGES_PER_MENTION = 50


class _Name(NamedTuple):
    words: tuple[str, ...]
    spelling: tuple[str, ...]
    is_proper: bool
    target: tuple[str, str]


def describe(
    passages: Iterable[Passage], vocabulary: Vocabulary, case_titles: Mapping[str, Sequence[str]] | None = None
) -> Description:
    """The entries of the vocabulary, and the cases (id -> titles), that the passages name, most often named first.

    A name is a label or alternative label in the document's language, in English, or in another script, standing as
    whole words: the longest wins ("Mexico City" does not name Mexico). Places count only where written as names,
    acronyms only in capitals. In long documents a single mention is not enough.
    """
    texts = [passage.text for passage in passages]
    names = _index(_names(vocabulary, language("\n".join(texts)), case_titles or {}))
    mentions = Counter(target for text in texts for target in _named(text, names))
    fewest = max(1, len(texts) // _PASSAGES_PER_MENTION)
    found: dict[str, list[str]] = {}
    for (kind, entry_id), count in sorted(mentions.items(), key=lambda mention: (-mention[1], mention[0])):
        if count >= fewest or kind == "case":
            found.setdefault(kind, []).append(entry_id)
    return Description(
        method=METHOD,
        places=tuple(found.get(PlaceKind.CITY, ())),
        countries=tuple(found.get(PlaceKind.COUNTRY, ())),
        themes=tuple(found.get("theme", ())),
        cases=tuple(found.get("case", ())),
    )


def _names(vocabulary: Vocabulary, tag: str, case_titles: Mapping[str, Sequence[str]]) -> Iterator[_Name]:
    for place in vocabulary.places.values():
        if place.kind is not PlaceKind.REGION:
            for label in _labels(place.labels, place.alt_labels, tag):
                yield from _name(label, (place.kind, place.id), is_proper=True)
    for theme in vocabulary.themes.values():
        for label in _labels(theme.labels, theme.alt_labels, tag):
            yield from _name(label, ("theme", theme.id), is_proper=label.isupper() and len(label) <= _ACRONYM_LENGTH)
    for case_id, titles in case_titles.items():
        for title in titles:
            yield from _name(title, ("case", case_id), is_proper=False)


def _labels(labels: Labels, alternatives: Mapping[str, tuple[str, ...]], tag: str) -> Iterator[str]:
    """Labels that can be meant: not those of other languages in Latin letters, where Indonesian "air" is water."""
    for label_tag, label in (*labels.items(), *((tag, each) for tag, texts in alternatives.items() for each in texts)):
        if label_tag in {tag, "en"} or not re.search("[A-Za-z]", label):
            yield label


def _name(label: str, target: tuple[str, str], *, is_proper: bool) -> Iterator[_Name]:
    spelling = tuple(_WORD.findall(unicodedata.normalize("NFC", label)))
    is_single_character = len(spelling) == 1 and len(spelling[0]) == 1
    if spelling and not is_single_character and label not in _EVERYDAY_WORDS:
        yield _Name(tuple(map(_fold, spelling)), spelling, is_proper, target)


def _index(names: Iterable[_Name]) -> dict[str, list[_Name]]:
    """Names by their first word, longest first."""
    found: dict[str, list[_Name]] = {}
    for name in sorted(names, key=lambda name: -len(name.words)):
        found.setdefault(name.words[0], []).append(name)
    return found


def _named(text: str, names: Mapping[str, list[_Name]]) -> Iterator[tuple[str, str]]:
    """What the text names, once per mention; one name may stand for two entries (a theme and its narrower one)."""
    written = _WORD.findall(text)
    folded = [_fold(word) for word in written]
    stems = [_PARTICLES.sub("", word) for word in folded]
    position = 0
    while position < len(written):
        taken = 0
        for name in (*names.get(folded[position], ()), *_by_stem(names, stems[position], folded[position])):
            length = len(name.words)
            if length < taken:
                break
            if _stands_at(name, position, written, folded, stems):
                taken = length
                yield name.target
        position += taken or 1


def _by_stem(names: Mapping[str, list[_Name]], stem: str, word: str) -> Sequence[_Name]:
    return names.get(stem, ()) if stem != word else ()


def _stands_at(name: _Name, position: int, written: list[str], folded: list[str], stems: list[str]) -> bool:
    end = position + len(name.words)
    last = end - 1
    if last >= len(written) or list(name.words[:-1]) != folded[position:last]:
        return False
    if name.words[-1] not in {folded[last], stems[last]}:
        return False
    return not name.is_proper or all(map(_is_written_as_name, written[position:end], name.spelling))


def _is_written_as_name(given: str, wanted: str) -> bool:
    """Capitals where the label has them. Short labels in capitals allow nothing else: "ITS" is not "Its"."""
    if wanted.isupper() and len(wanted) <= _ACRONYM_LENGTH:
        return given == wanted
    return given[0].isupper() == wanted[0].isupper() or (given.isupper() and len(given) > 1)


@lru_cache(1 << 16)  # names are folded anew for every document
def _fold(word: str) -> str:
    """Without case, and without the accents of Latin letters, which are often left away: Bogota, Medellin."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    if not decomposed[0].isascii():
        return unicodedata.normalize("NFC", decomposed)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
