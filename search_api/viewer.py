"""A document place by place: one slide, page, section or span of time at a time, with what a question finds there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from archive.derivatives import PictureSize
from archive.errors import NotFound
from archive.model import Document, Locator, LocatorKind, Passage
from index.lexicon import Lexicon
from search_api import schemas
from search_api.highlights import Box, Sought, boxes_of, marks, strength
from search_api.record_schemas import CoveredCase
from search_api.records import Records
from search_api.service import SearchService
from search_api.snippets import Span

__all__ = ["Place", "View", "Viewer"]

STRIP = 60
"""Places shown beside the one in view, of a document that has more."""
NEARBY = 12
"""Of a document without pictures: how many places are shown with their text, from the one in view on."""
MORE_THAN = 0.5
"""A place is a hit where it says more than this share of what the best place says: a question's commonest word alone
would make every slide one."""


@dataclass(frozen=True)
class Place:
    """``anchor``: its name in addresses, ``slide-12``. ``thumbnail``: address of a small picture, or None."""

    locator: schemas.LocatorView
    anchor: str
    thumbnail: str | None
    is_hit: bool


@dataclass(frozen=True)
class MarkedText:
    """``spans``: what is marked in it."""

    passage_id: str
    text: str
    spans: list[Span]


@dataclass(frozen=True)
class Leaf:
    """A place with all that it says."""

    place: Place
    texts: list[MarkedText]


@dataclass(frozen=True)
class View:
    """What the page of one place shows. ``number``: of the place, from 1, of ``count``. ``strip``: the places around it
    (all of a short document). ``nearby``: where there is no picture, as of a transcript, what is said from it on."""

    here: Leaf
    number: int
    count: int
    page_image: str | None
    size: PictureSize | None
    boxes: list[Box]
    strip: list[Place]
    nearby: list[Leaf]
    covers: list[CoveredCase]
    previous: Place | None
    next: Place | None
    previous_hit: Place | None
    next_hit: Place | None
    hit_count: int


class Viewer:
    """One document, for one reader and one question."""

    def __init__(self, service: SearchService, records: Records, document: Document, question: str) -> None:
        self._service = service
        self._records = records
        self._document = document
        self._sought = service.sought(question, records)
        passages = service.catalogue.passages_of(document_id=document.id)
        self._locators, self._passages = _places(document, passages)
        self._hits = set[int]()
        self._best = 0
        if self._sought.words and self._passages:
            texts = tuple("\n".join(one.text for one in group) for group in self._passages)
            self._best, self._hits = _hits(texts, document.language, self._sought, records.reference.lexicon)

    @property
    def count(self) -> int:
        return len(self._locators)

    def leaves(self) -> list[Leaf]:
        """Everything that the document says."""
        return [self._leaf(number) for number in range(self.count)]

    def view(self, anchor: str | None) -> View | None:
        """The place called ``anchor``; None: the best one for the question, else the first. None where the document has
        no place at all. Raises NotFound where it has no such place."""
        if not self._locators:
            return None
        number = self._best if anchor is None else self._number_of(anchor)
        locator = self._locators[number]
        manifest = self._service.catalogue.derivatives.find(self._document.sha256)
        size = manifest.page_of(locator) if manifest else None
        # Addresses from before places had pages of their own name them as #slide-12: all must be there to be found.
        strip_count = self.count if anchor is None else STRIP
        return View(
            here=self._leaf(number),
            number=number + 1,
            count=self.count,
            page_image=self._records.pictures(self._document, locator).get("page_image"),
            size=size,
            boxes=self._boxes(size),
            strip=[self._place(one) for one in self._window(max(0, number - STRIP // 2), strip_count)],
            nearby=[] if size else [self._leaf(one) for one in range(number, min(number + NEARBY, self.count))],
            covers=self._covers(locator),
            previous=self._place(number - 1) if number > 0 else None,
            next=self._place(number + 1) if number + 1 < self.count else None,
            previous_hit=self._nearest(sorted((hit for hit in self._hits if hit < number), reverse=True)),
            next_hit=self._nearest(sorted(hit for hit in self._hits if hit > number)),
            hit_count=len(self._hits),
        )

    def _window(self, start: int, length: int) -> range:
        """So many places from ``start``, or the last so many."""
        first = max(0, min(start, self.count - length))
        return range(first, min(first + length, self.count))

    def _number_of(self, anchor: str) -> int:
        kind, _, start = anchor.rpartition("-")
        if start.isdecimal() and len(start) < 10:
            within = [
                number
                for number, locator in enumerate(self._locators)
                if locator.kind == kind and locator.start <= int(start) <= locator.end
            ]
            # The second that ends one span of time begins the next: that one is meant.
            exact = [number for number in within if self._locators[number].start == int(start)]
            if within:
                return (exact or within)[0]
        raise NotFound(f"There is no place '{anchor[:100]}' in '{self._document.id}'.", id=self._document.id)

    def _nearest(self, numbers: Sequence[int]) -> Place | None:
        return self._place(numbers[0]) if numbers else None

    def _leaf(self, number: int) -> Leaf:
        language, lexicon = self._document.language, self._records.reference.lexicon
        texts = [
            MarkedText(one.id, one.text, marks(one.text, language, self._sought, lexicon) if self._sought.words else [])
            for one in self._passages[number]
        ]
        return Leaf(self._place(number), texts)

    def _place(self, number: int) -> Place:
        locator = self._locators[number]
        return Place(
            locator=self._records.locator(locator),
            anchor=f"{locator.kind}-{locator.start}",
            thumbnail=self._records.pictures(self._document, locator).get("thumbnail"),
            is_hit=number in self._hits,
        )

    def _boxes(self, size: PictureSize | None) -> list[Box]:
        if size is None or not self._sought.words:
            return []
        words = self._service.catalogue.derivatives.words(self._document.sha256, size.number)
        return boxes_of(words, self._document.language, self._sought, self._records.reference.lexicon)

    def _covers(self, locator: Locator) -> list[CoveredCase]:
        """The cases that this place supports."""
        return [
            covered
            for covered in self._records.document(self._document.id).covers
            if covered.locator is None or Locator(**covered.locator.model_dump()).overlaps(locator)
        ]


def _places(document: Document, passages: Sequence[Passage]) -> tuple[list[Locator], list[list[Passage]]]:
    """The places of a document in order, each with its passages; none for those that hold no text."""
    by_place = {place: list(group) for place, group in groupby(passages, key=lambda passage: passage.locator)}
    silent = {place: list[Passage]() for place in document.pages_without_text if place.kind is not LocatorKind.TIME}
    places = sorted({**silent, **by_place}.items(), key=lambda one: (one[0].start, one[0].end))
    return [place for place, _ in places], [group for _, group in places]


@lru_cache(16)
def _hits(texts: tuple[str, ...], language: str, sought: Sought, lexicon: Lexicon) -> tuple[int, set[int]]:
    """The number of the best place (the first of several), and those of all hits. Few answers are kept: each holds all
    that a document says."""
    strengths = [strength(text, language, sought, lexicon) for text in texts]
    best = max(strengths)
    hits = {number for number, found in enumerate(strengths) if found > MORE_THAN * best}
    return strengths.index(best), hits
