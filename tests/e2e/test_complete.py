"""Completions over HTTP and on the command line: what is offered, to whom, and where it leads."""

import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from command import Miti, Outcome, answer
from factories import CONCEPTS, PLACES, THEMES, case, program, source

from archive.catalogue import Catalogue
from archive.model import Access, Basis, Organisation, Suggestion, Teaching
from search_api.completions import case_counts
from search_api.reference import ReferenceShelf


def offered(site: Any, q: str, **parameters: object) -> list[dict[str, Any]]:
    answer = site.get("/api/complete", q=q, **parameters)
    assert answer["q"] == q
    return list(answer["completions"])


def ids(site: Any, q: str, **parameters: object) -> list[str]:
    return [one["id"] for one in offered(site, q, **parameters)]


def test_a_theme_is_offered_as_a_filter_with_the_number_of_its_cases(site: Any) -> None:
    assert offered(site, "bus ra")[0] == {
        "kind": "theme",
        "id": "T01.brt",
        "label": "Bus rapid transit",
        "language": "en",
        "form": "",
        "form_language": "",
        "note": "",
        "case_count": 2,
        "filter": {"name": "theme", "value": "T01.brt"},
        "question": None,
        "address": "/?theme=T01.brt",
    }


def test_a_concept_is_offered_as_words_to_ask_for_and_tells_the_name_that_matched(site: Any) -> None:
    concept = offered(site, "road pr")[0]
    assert (concept["kind"], concept["label"], concept["form"], concept["form_language"]) == (
        "concept",
        "congestion charge",
        "road pricing",
        "en",
    )
    assert (concept["question"], concept["filter"], concept["case_count"]) == ("congestion charge", None, None)
    assert concept["address"] == "/?q=congestion+charge"


def test_a_case_is_found_by_its_title_its_city_and_its_id_and_leads_to_its_page(site: Any) -> None:
    for typed in ("rapid bus bog", "bogota-brt", "Bogotá rap"):
        (found,) = offered(site, typed)
        assert (found["kind"], found["id"], found["note"]) == ("case", "bogota-brt", "Bogotá, Colombia")
        assert (found["address"], found["filter"], found["question"]) == ("/cases/bogota-brt", None, None)


def test_a_program_is_told_by_its_year_and_leads_to_its_page(site: Any, files: Any) -> None:
    (found,) = offered(site, "transport pol")
    assert (found["kind"], found["note"], found["case_count"]) == ("program", "2018", 1)
    assert found["address"] == f"/programs/{files.later}"
    assert offered(site, "sample")[0]["note"] == "sample course"


def test_an_organisation_is_offered_by_what_its_programs_taught(site: Any) -> None:
    (found,) = offered(site, "seoul training")
    assert (found["kind"], found["filter"], found["case_count"]) == (
        "organisation",
        {"name": "host", "value": "shrdc"},
        1,
    )


def test_where_no_case_would_pass_the_filter_its_words_are_offered(site: Any) -> None:
    (found,) = offered(site, "wate")
    assert (found["id"], found["filter"], found["case_count"]) == ("T05", None, 0)
    assert found["address"] == "/?q=Water"


def test_names_come_in_the_readers_language_whatever_was_typed(site: Any) -> None:
    (found, *_) = offered(site, "seou", lang="ko")
    assert (found["label"], found["language"], found["form"]) == ("서울", "ko", "Seoul")
    assert found["address"] == "/?city=seoul&lang=ko"
    assert ids(site, "간ㅅ", lang="ko") == ["T01.brt"]


def test_every_address_that_is_offered_leads_somewhere(site: Any) -> None:
    addresses = {one["address"] for typed in ("bu", "se", "cl", "to", "co", "서") for one in offered(site, typed)}
    assert {urlsplit(address).path.split("/")[1] for address in addresses} == {"", "cases", "programs"}
    for address in addresses:
        assert site.client.get(address).status_code == 200, address


def test_a_filter_that_is_offered_lets_as_many_cases_pass_as_it_says(site: Any) -> None:
    for one in [one for typed in ("bu", "se", "tr", "bo", "so", "co") for one in offered(site, typed)]:
        if one["filter"]:
            hits = site.get("/api/search", **{one["filter"]["name"]: one["filter"]["value"]}, limit=100)["hits"]
            assert sum(hit["case"] is not None for hit in hits) == one["case_count"], one["id"]


def test_one_slip_is_forgiven_only_where_nothing_else_is_found(site: Any) -> None:
    assert ids(site, "tranpsort") == ids(site, "transport")
    assert "T01" in ids(site, "transport")
    assert ids(site, "tramsport pol") == ids(site, "transport pol")


@pytest.mark.parametrize("junk", ["", " ", "?", "x", "zzzzzzzz", "<script>alert(1)</script>", "\x00\x00", "b" * 2000])
def test_junk_has_no_completions_and_is_no_error(site: Any, junk: str) -> None:
    assert offered(site, junk) == []


def test_the_list_is_as_long_as_asked_for_and_always_the_same(site: Any) -> None:
    whole = offered(site, "bus", limit=50)
    assert len(whole) > 3
    assert len(offered(site, "bus", limit=3)) == 3
    assert offered(site, "bus", limit=50) == whole


def test_terms_of_the_same_name_are_offered_once(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(CONCEPTS[-1].model_copy(update={"id": "topis-too"}))
    assert ids(own_site, "topis") == ["topis"]


def test_what_a_reader_may_not_see_is_neither_offered_nor_counted(own_site: Any) -> None:
    assert "seoul-bus" in ids(own_site, "seoul bus")
    assert offered(own_site, "seoul")[0]["case_count"] == 1
    hidden = own_site.catalogue.case("seoul-bus").model_copy(update={"access": Access.MEMBERS})
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(hidden)
    for typed in ("seoul", "seoul bus", "서울", "seoul-bus", "reform"):
        assert "seoul-bus" not in ids(own_site, typed, limit=50)
    city = offered(own_site, "seoul")[0]
    assert (city["id"], city["case_count"], city["filter"]) == ("seoul", 0, None)


def test_a_case_under_embargo_is_not_offered(own_site: Any) -> None:
    later = own_site.catalogue.case("seoul-bus").model_copy(update={"embargo_until": dt.date(2999, 1, 1)})
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(later)
    assert "seoul-bus" not in ids(own_site, "seoul", limit=50)


def test_documents_are_not_offered_hidden_or_withdrawn_or_open(site: Any) -> None:
    for typed in ("for members", "guide to water", "secret memorandum", "city budgets"):
        assert ids(site, typed) == []


def test_answers_are_kept_and_asked_for_again_as_others_are(site: Any) -> None:
    answer = site.client.get("/api/complete?q=bus")
    assert answer.headers["cache-control"] == "public, no-cache"
    again = site.client.get("/api/complete?q=bus", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    other = site.client.get("/api/complete?q=bu", headers={"If-None-Match": answer.headers["etag"]})
    assert other.status_code == 200


def test_suggestions_count_for_nothing(tmp_path: Path) -> None:
    teaching = {"id": "guess", "case_id": "seoul-bus", "program_id": "2015-04-07-climate"}
    guess = Suggestion(method="theme", score=0.5)
    with Catalogue.open(tmp_path) as catalogue:
        with catalogue.recording(actor="a test") as recording:
            for noun in (*THEMES, *PLACES, source(), case("seoul-bus", themes=("T01.brt", "T05"))):
                recording.put(noun)
            recording.put(Organisation(id="shrdc", labels={"en": "A centre"}, kind="host"))
            recording.put(Organisation(id="wego", labels={"en": "A network"}, kind="network"))
            recording.put(program(host="shrdc", commissioner="wego", partners=("wego",)))
            recording.put(Teaching.model_validate({**teaching, "basis": Basis.SUGGESTED, "suggestion": guess}))
        counts = {("theme", "T01.brt"): 1, ("theme", "T01"): 1, ("theme", "T05"): 1, ("city", "seoul"): 1}
        counts[("country", "KR")] = 1
        assert case_counts(ReferenceShelf(catalogue).newest()) == counts
        with catalogue.recording(actor="a test") as recording:
            fact = {**teaching, "id": "fact", "basis": Basis.RECORD, "source_ids": ("page",)}
            recording.put(Teaching.model_validate(fact))
        taught = {("program", "2015-04-07-climate"): 1, ("host", "shrdc"): 1, ("partner", "wego"): 1}
        assert case_counts(ReferenceShelf(catalogue).newest()) == counts | taught


def test_the_command_line_completes_too(own_site: Any, miti: Miti) -> None:
    def complete(*arguments: str) -> Outcome:
        return miti("--home", str(own_site.catalogue.home), "complete", *arguments)

    assert answer(complete("bus", "ra", "--json", "--lang", "ko")) == own_site.get(
        "/api/complete", q="bus ra", lang="ko"
    )
    assert "Bus rapid transit" in complete("bus ra")[1]
    assert "Nothing here is called so" in complete("zzzzz")[1]
    code, _, err = complete("bus", "--lang", "xx")
    assert code == 1
    assert len(err.strip().splitlines()) == 1
    assert "lang" in err
