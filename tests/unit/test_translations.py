"""Every sentence of the pages is there in every language of the interface, with the same places for values."""

import re

import pytest
from babel.messages.catalog import Message

from search_api.pages.messages import extracted, missing
from search_api.pages.spoken import INTERFACES
from search_api.pages.translations import catalogue, translations

TRANSLATED = INTERFACES[1:]
_PLACE = re.compile(r"%\((\w+)\)s|\{(\w+)\}|%%|</?\w+[^>]*>")


def forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else list(text)  # a string or a tuple of them


def places(text: str) -> list[str]:
    return sorted(found[0] for found in _PLACE.finditer(text))


def test_sentences_are_found_in_templates_and_code() -> None:
    sentences = {message.id for message in extracted()}
    assert {"Skip to content", "Kind of evidence"} <= sentences


@pytest.mark.parametrize("interface", TRANSLATED)
def test_every_sentence_is_translated(interface: str) -> None:
    assert missing(catalogue(interface)) == []


@pytest.mark.parametrize("interface", TRANSLATED)
def test_nothing_is_kept_that_no_page_says(interface: str) -> None:
    said = {str(message.id) for message in extracted()}
    assert [message.id for message in catalogue(interface) if message.id and str(message.id) not in said] == []


@pytest.mark.parametrize("interface", TRANSLATED)
def test_a_translation_has_the_places_of_its_sentence(interface: str) -> None:
    def differs(message: Message) -> bool:
        wanted = {tuple(places(form)) for form in forms(message.id)}
        return any(tuple(places(form)) not in wanted for form in forms(message.string))

    assert [message.id for message in catalogue(interface) if message.id and differs(message)] == []


def test_english_needs_no_catalogue_and_the_others_have_one() -> None:
    assert translations("en").gettext("Skip to content") == "Skip to content"
    assert translations("ko").gettext("Skip to content") != "Skip to content"
