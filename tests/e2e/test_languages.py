"""Pages in the reader's language."""

from typing import Any

import pytest


def asked(site: Any, path: str, accept: str | None = None, **headers: str) -> Any:
    given = {**({"Accept-Language": accept} if accept else {}), **headers}
    return site.client.get(path, headers=given)


def test_the_browser_chooses_where_the_address_does_not(site: Any) -> None:
    page = asked(site, "/cases", "ko-KR,ko;q=0.9,en;q=0.5")
    assert '<html lang="ko" dir="ltr">' in page.text
    assert page.headers["Content-Language"] == "ko"
    assert "Accept-Language" in page.headers["Vary"]
    assert '<html lang="fr"' in asked(site, "/cases?lang=fr", "ko").text
    assert '<html lang="en"' in asked(site, "/cases").text


def test_a_kept_copy_is_not_shown_to_a_reader_of_another_language(site: Any) -> None:
    tag = asked(site, "/cases", "ko").headers["ETag"]
    assert asked(site, "/cases", "ko", **{"If-None-Match": tag}).status_code == 304
    assert asked(site, "/cases", "fr", **{"If-None-Match": tag}).status_code == 200


def test_an_answer_for_programs_does_not_depend_on_the_browser(site: Any) -> None:
    here, there = (asked(site, "/api/cases", tag) for tag in ("ko", "en"))
    assert here.json() == there.json()
    assert here.headers["ETag"] == there.headers["ETag"]


def test_links_keep_the_language_that_was_chosen_and_only_that(site: Any) -> None:
    own_links = asked(site, "/cases", "ko").text.partition("<main")[2].partition("</main>")[0]
    assert "?lang=" not in own_links
    assert "&amp;lang=" not in own_links
    assert 'href="/programs?lang=es"' in asked(site, "/cases?lang=es").text


@pytest.mark.parametrize("path", ["/no-such-page", "/cases/no-such-case", "/?lang=xx", "/?q=x&limit=0"])
def test_a_problem_is_told_in_the_language_of_the_browser(site: Any, path: str) -> None:
    page = asked(site, path, "fr")
    assert page.status_code in {404, 422}
    assert '<html lang="fr"' in page.text


def test_the_other_languages_are_offered_for_the_same_page(site: Any) -> None:
    page = asked(site, "/?q=bus&theme=T01", "ko").text
    assert 'href="/?q=bus&amp;theme=T01&amp;lang=fr" lang="fr" hreflang="fr"' in page
    assert 'hreflang="ko" aria-current="true"' in page
