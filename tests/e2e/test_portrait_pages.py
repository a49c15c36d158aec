"""Pages of cases, cities and themes: what hangs together is told, with its rule, and nothing is claimed that is not
known."""

import html
import re
from typing import Any

import pytest
from factories import case, program, source
from fastapi.testclient import TestClient

from archive.model import Outcome, OutcomeKind, Place, Relation, Session, SessionKind, Stage, Teaching
from search_api.app import create_app
from search_api.current_index import CurrentIndex
from search_api.like_schemas import LikeParameters
from search_api.likes import Compared, LikeService
from search_api.portraits.alike import AlikeCases
from search_api.settings import Settings


def read(site: Any, path: str) -> str:
    """The text of a page's main part, without its markup."""
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    main = answer.text.split("<main")[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def part(site: Any, path: str, name: str) -> str:
    """The markup of one section."""
    markup = str(site.client.get(path).text)
    return markup.split(f'<section id="{name}"')[1].split("</section>")[0]


def test_a_case_tells_at_its_head_what_there_is_to_know(site: Any) -> None:
    text = read(site, "/cases/seoul-bus")
    assert "2 programs taught it 1 city is known to have been trained on it 1 result, 1 measured or evaluated" in text
    head = site.client.get("/cases/seoul-bus").text.split("</header>")[1]
    assert 'aria-current="step">running<' in head
    assert 'href="/cities/seoul"' in head
    assert 'href="/themes/T01.brt"' in head


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({"start": "not stated"}, "years not stated"),
        ({"start": "2016-03", "end": "not stated"}, "from 2016-03, end not stated"),
        ({"start": "2000", "end": "2010"}, "2000 to 2010"),
        ({"start": "2004"}, "since 2004"),
    ],
)
def test_when_a_policy_ran_is_said_as_far_as_it_is_known(own_site: Any, years: dict[str, str], said: str) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("some-bus", **years))
    assert f"When {said} Scale" in read(own_site, "/cases/some-bus")


def test_a_reader_of_another_language_is_told_which_one_the_record_is_in(site: Any) -> None:
    assert "The record is written in" not in read(site, "/cases/seoul-bus")
    assert "anglais" in read(site, "/cases/seoul-bus?lang=fr").split("Bus rapid transit")[0]
    assert 'href="/?instrument=pricing&amp;lang=fr"' in site.client.get("/cases/seoul-bus?lang=fr").text


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_is_shown_and_one_alone_is_the_present_one(own_site: Any, stage: Stage) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("some-bus", stage=stage))
    track = own_site.client.get("/cases/some-bus").text.split('<ol class="stages"')[1].split("</ol>")[0]
    assert re.findall(r'aria-current="step">([^<]+)<', track) == [stage.value]


def test_who_was_trained_is_counted_and_what_nobody_says_is_said(site: Any) -> None:
    trained = part(site, "/cases/seoul-bus", "trained")
    assert 'href="/cities/bogota"' in trained
    text = read(site, "/cases/seoul-bus")
    assert (
        "18 participants are recorded for the programs that taught it. They came from at least 1 city in 1 country."
        in text
    )
    assert text.count("2015 · recorded by Metropolis") == 2
    assert "named in the register" not in text
    assert "For 1 program nothing says where its participants came from:" in text
    assert "Also named: A Province." in text


def test_nobody_is_said_to_be_trained_by_a_suggestion(site: Any) -> None:
    text = read(site, "/cases/bogota-brt")
    assert "nobody is known to have been trained on it" in text
    assert "No program of the register is known to have taught this case." in text
    assert "1 suggested program, not confirmed" in text
    assert "0 programs taught it 0 results" in text


def test_a_map_shows_the_cities_that_were_trained(own_site: Any) -> None:
    bogota = own_site.catalogue.vocabulary().places["bogota"]
    assert '<svg class="map' not in part(own_site, "/cases/seoul-bus", "trained")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(bogota.model_copy(update={"latitude": 4.6, "longitude": -74.1}))
    trained = part(own_site, "/cases/seoul-bus?lang=fr", "trained")
    assert 'id="trained-places"' in trained
    assert 'href="/cities/bogota?lang=fr"' in trained


def test_a_contrast_says_why_and_that_it_is_computed(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("dropped-bus", title={"en": "A bus lane given up"}, stage=Stage.DROPPED))
    related = part(own_site, "/cases/seoul-bus", "related")
    assert "computed" in related
    assert "A bus lane given up" in related
    assert "Both: Bus rapid transit. But: it is dropped, this one running." in " ".join(related.split())


def test_a_relation_is_told_from_both_ends_in_the_readers_words(own_site: Any) -> None:
    night = case("night-bus", title={"en": "Night buses"}, relations=(Relation(kind="part of", case_id="seoul-bus"),))
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(night)
    assert "Has as a part" in part(own_site, "/cases/seoul-bus", "related")
    assert "Part of" in part(own_site, "/cases/night-bus", "related")


def test_what_resembles_a_case_is_computed_once_for_each_index(own_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    compare = LikeService.compare_case

    def counted(likes: LikeService, case_id: str, parameters: LikeParameters) -> Compared:
        asked.append(case_id)
        return compare(likes, case_id, parameters)

    monkeypatch.setattr(LikeService, "compare_case", counted)
    for language in ("en", "ko", "fr"):
        own_site.client.get(f"/cases/seoul-bus?lang={language}")
    assert asked == ["seoul-bus"]
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(source("newer"))
    own_site.index()
    own_site.client.get("/cases/seoul-bus")
    assert asked == ["seoul-bus", "seoul-bus"]


def test_a_page_does_not_wait_for_an_index_that_is_not_open(own_site: Any) -> None:
    service = own_site.client.app.state.service
    assert AlikeCases(service, lambda: True).of("seoul-bus", (), service.records())
    assert AlikeCases(service, lambda: False).of("seoul-bus", (), service.records()) == []


def test_a_page_seen_before_the_index_was_open_is_not_taken_for_the_present_one(
    own_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as unopened:
        unopened.setattr(CurrentIndex, "is_open", False)
        early = own_site.client.get("/cases/seoul-bus")
    later = own_site.client.get("/cases/seoul-bus", headers={"If-None-Match": early.headers["etag"]})
    assert "Resemble it most" not in early.text
    assert (later.status_code, "Resemble it most" in later.text) == (200, True)


def test_what_resembles_a_case_never_repeats_what_is_tied(own_site: Any) -> None:
    tied = case("bogota-brt", title={"en": "Bogotá rapid bus"}, city="bogota", country="CO")
    assert "Resemble it most" in part(own_site, "/cases/seoul-bus", "related")
    assert "Bogotá rapid bus" in part(own_site, "/cases/seoul-bus", "related")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(tied.model_copy(update={"relations": (Relation(kind="follows", case_id="seoul-bus"),)}))
    related = part(own_site, "/cases/seoul-bus", "related")
    assert "Resemble it most" not in related
    assert related.count("Bogotá rapid bus") == 1


def test_the_page_of_a_case_needs_no_index(tmp_path: Any) -> None:
    app = create_app(Settings(home=tmp_path / "home"))
    with app.state.service.catalogue.recording(actor="a test") as recording:
        recording.put(source())
        recording.put(case())
    client = TestClient(app)  # without its start-up, which would open what is missing
    assert client.get("/cases/seoul-bus").status_code == 200


def test_what_is_new_since_a_case_was_taught_is_told_and_what_is_not_known(own_site: Any) -> None:
    record = own_site.catalogue.case("seoul-bus")
    assert "Nothing in the record is newer." in read(own_site, "/cases/seoul-bus")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(source("newer", title="A later report", published="2024-05"))
        recording.put(record.model_copy(update={"source_ids": ("page", "newer"), "stage": Stage.SCALED}))
    text = read(own_site, "/cases/seoul-bus")
    assert "Last taught: July 2, 2018." in text
    assert "how it read then is not known" in text
    assert "Sources published since 2024-05 A later report" in text
    assert "Stage changed" in text
    assert '<section id="changes"' not in own_site.client.get("/cases/bogota-brt").text


def test_completeness_is_told_field_by_field(site: Any) -> None:
    text = read(site, "/cases/seoul-bus")
    assert "Success factors not stated in the sources" in text
    assert "Review by a second person nobody has looked yet" in text
    assert "no record is taken in without them" in text


def test_a_visit_and_an_outcome_stand_on_the_pages_of_case_and_city(own_site: Any, files: Any) -> None:
    nouns = (
        Session(id="visit", program_id=files.later, kind=SessionKind.SITE_VISIT, title="A bus garage"),
        Teaching(
            id="visited",
            case_id="seoul-bus",
            program_id=files.later,
            session_id="visit",
            basis="record",
            source_ids=("page",),
        ),
        Outcome(
            id="o",
            city="bogota",
            case_id="seoul-bus",
            kind=OutcomeKind.APPLICATION,
            source_ids=("page",),
            note="A card for all buses.",
        ),
        Session(
            id="own", program_id=files.program, kind=SessionKind.CITY_PRESENTATION, title="Our buses", city="bogota"
        ),
    )
    with own_site.catalogue.recording(actor="a test") as recording:
        for noun in nouns:
            recording.put(noun)
    assert "Seen on site A bus garage" in read(own_site, "/cases/seoul-bus")
    assert 'href="/cities/bogota"' in part(own_site, "/cases/seoul-bus", "outcomes")
    city = read(own_site, "/cities/bogota")
    assert "What it did afterwards Bogotá : application" in city
    assert "A card for all buses." in city
    assert "1 presentation of its own" in city
    assert "Our buses" in city


def test_a_city_says_what_it_is_called_where_it_lies_and_who_counted_it(own_site: Any) -> None:
    bogota = Place.model_validate(
        {
            "id": "bogota",
            "kind": "city",
            "labels": {"en": "Bogotá", "ko": "보고타", "fr": "Bogotá"},
            "alt_labels": {"en": ("Santafé de Bogotá",)},
            "country": "CO",
            "latitude": 4.6,
            "longitude": -74.1,
            "population": {"count": 7400000, "year": "2018", "area": "city", "source": "DANE, census"},
            "wikidata": "Q2841",
        }
    )
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(bogota)
    text = read(own_site, "/cities/bogota")
    assert "보고타 · Santafé de Bogotá" in text
    assert "7,400,000 people (city, 2018) DANE, census" in text
    assert "4.6° north, 74.1° west" in text
    assert "https://www.wikidata.org/wiki/Q2841" in own_site.client.get("/cities/bogota").text
    assert "No other city here is of about its size." in text
    assert 'href="/?city=bogota"' in own_site.client.get("/cities/bogota").text


def test_the_map_of_cities_counts_what_is_asked_for(own_site: Any) -> None:
    places = own_site.catalogue.vocabulary().places
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(places["bogota"].model_copy(update={"latitude": 4.6, "longitude": -74.1}))
        recording.put(places["seoul"].model_copy(update={"latitude": 37.6, "longitude": 127.0}))
    assert 'aria-label="Seoul: 1 case"' in own_site.client.get("/cities").text
    joined = own_site.client.get("/cities?of=programs").text
    assert 'aria-label="Bogotá: 1 program"' in joined
    assert 'aria-label="Seoul' not in joined


def test_a_theme_tells_what_is_missing_and_leads_to_it(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(program("2019-01-01-buses", title="A course on buses", themes=("T01",)))
    text = read(own_site, "/themes/T01")
    assert "2 cases 1 program of the register 2019 last taught 1 sub-theme" in text
    assert "1 of 2 cases that no program is known to have taught: find them" in text
    assert "3 languages without a document: Korean , French , Spanish" in text
    missing = part(own_site, "/themes/T01?lang=fr", "missing")
    assert "/?theme=T01&amp;year=-..2100&amp;kind=case+record&amp;lang=fr" in missing
    assert 'href="/cases/bogota-brt?lang=fr#taught"' in missing
    programs = own_site.client.get("/themes/T01").text.split('<section id="programs"')[1]
    assert "A course on buses" in programs.split('<section id="cases"')[0]


def test_the_list_of_themes_says_when_each_was_last_taught(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(program("2019-01-01-buses", themes=("T01.brt",)))
    text = read(own_site, "/themes")
    assert "Transport 2 1 2019" in text
    assert "Water 0 0 never" in text


def test_a_theme_without_anything_says_so(site: Any) -> None:
    text = read(site, "/themes/T05")
    assert "There is no case of this theme yet." in text
    assert "The register has no program on it." in text
