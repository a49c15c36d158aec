"""A small sound corpus, and the same with one fault: each is found, named by file and record, and stops nothing."""

import json
from pathlib import Path

import pytest
from command import Miti

from archive.errors import InvalidRecord
from ingest.corpus_check import CorpusReport, check_corpus
from ingest.corpus_links import Severity

PROGRAM = "2015-04-07-buses"
CASE = """---
id: seoul-bus
title: {en: "Bus reform", ko: "버스 개편", fr: "Réforme des bus", es: "Reforma de autobuses"}
gist: {en: "Lanes and fares.", ko: "차로와 요금.", fr: "Voies et tarifs.", es: "Carriles y tarifas."}
city: seoul
country: KR
scale: whole city
themes: [T01.brt, T05]
tags: [instrument.pricing]
stage: running
start: "2004-07"
sources: [page, report]
results:
  - {indicator: "Speed", after: "20", unit: "km/h", year: "2004/2005", evidence: measured, sources: [report]}
relations:
  - {kind: same policy in other city, case: bogota-bus}
---
## Problem
Buses were slow.
Sources: page

## Solution
They got lanes of their own.
Sources: page, report

## Lessons
not stated
"""
OTHER = (
    CASE.replace("bogota-bus", "x")
    .replace("id: seoul-bus", "id: bogota-bus")
    .replace("case: x", "case: seoul-bus")
    .replace("city: seoul", "city: bogota")
    .replace("KR", "CO")
    .replace("themes: [T01.brt, T05]", "themes: [T05]")
)
TEN = "en ko fr es zh ar pt id ru ja"


def labels(word: str) -> str:
    """Labels in all ten languages, each another form."""
    return f"{{{', '.join(f'{tag}: {word} {tag}' for tag in TEN.split())}}}"


POPULATION = "population: {count: 9, year: '2020', area: city, source: A count}"
FILES = {
    "vocabularies/regions.yaml": '- {id: "142", kind: region, labels: {en: Asia, ko: 아시아}}\n',
    "vocabularies/countries.yaml": (
        '- {id: KR, kind: country, labels: {en: South Korea, ko: 대한민국}, regions: ["142"]}\n'
        "- {id: CO, kind: country, labels: {en: Colombia, ko: 콜롬비아}}\n"
    ),
    "vocabularies/cities.yaml": (
        f"- {{id: seoul, kind: city, labels: {labels('Seoul')}, country: KR, "
        f"latitude: 37.57, longitude: 126.98, {POPULATION}, wikidata: Q1}}\n"
        f"- {{id: bogota, kind: city, labels: {labels('Bogotá')}, country: CO, "
        "latitude: 4.61, longitude: -74.08, wikidata: Q2, "
        f"{POPULATION}}}\n"
    ),
    "vocabularies/themes.yaml": (
        f"- {{id: T01, labels: {labels('Transport')}}}\n"
        f"- {{id: T01.brt, labels: {labels('Rapid bus')}, broader: T01}}\n"
        f"- {{id: T05, labels: {labels('Water')}}}\n"
    ),
    "vocabularies/organisations.yaml": "- {id: shrdc, labels: {en: SHRDC, ko: 인재개발원}, kind: host}\n",
    "vocabularies/facets.yaml": (
        f"- {{id: instrument, scheme: facet, labels: {labels('Instrument')}}}\n"
        f"- {{id: instrument.pricing, scheme: facet, broader: [instrument], labels: {labels('Pricing')}}}\n"
    ),
    "vocabularies/concepts/T01.yaml": (
        f"- {{id: bus-lane, scheme: concept, broader: [T01.brt], labels: {labels('Bus lane')}, "
        "alt_labels: {en: [busway]}, negative_labels: {en: [bus line]}, related: [bus-stop]}\n"
        f"- {{id: bus-stop, scheme: concept, broader: [T01], labels: {labels('Bus stop')}}}\n"
        "- {id: transmilenio, scheme: name, broader: [bus-lane], labels: {en: TransMilenio, ko: 트란스밀레니오}}\n"
    ),
    "checks.csv": (
        "draw,case,part,verdict,seen,note\n1,seoul-bus,gist,borne out,2026-11-22,\n"
        "1,seoul-bus,problem,goes too far,2026-11-22,The page says some buses.\n"
        "1,seoul-bus,result: Speed,borne out,2026-11-22,\n"
        "2,bogota-bus,gist,not seen,2026-11-22,The page could not be found.\n"
    ),
    "judgements/topics.csv": (
        "id,language,user,category,half,text,english,note\n"
        "slow-buses,en,official,problem,tuning,Our buses are slow,,\n"
        "slow-buses-es,es,official,problem,test,Los buses van lentos,Our buses are slow,\n"
        "space-port,en,researcher,unanswerable,test,Space ports,,\n"
    ),
    "judgements/cases.csv": (
        "topic,case,grade\nslow-buses,seoul-bus,3\nslow-buses,bogota-bus,0\nslow-buses-es,bogota-bus,2\n"
        "space-port,seoul-bus,0\n"
    ),
    "judgements/cases_second_judge.csv": (
        "topic,case,grade\nslow-buses,seoul-bus,2\nslow-buses,bogota-bus,1\nslow-buses-es,bogota-bus,3\n"
        "slow-buses-es,seoul-bus,3\n"
    ),
    "judgements/slides.csv": "topic,file,place,grade\nslow-buses,notes.md,section 2,3\n",
    "programs.csv": (
        "row,year_recorded,location_recorded,period_recorded,title_recorded,head_count_recorded,row_recorded,id,title,"
        "host,start,end,precision,commissioner,partners,cities,countries,networks,themes,kind,mode,head_count\n"
        f"1,2015,SHRDC,2015.4.7~4.9,Buses,9,2015 SHRDC,{PROGRAM},Buses,shrdc,2015-04-07,2015-04-09,day,,,bogota,CO,,"
        "T01,course,on site,9\n"
    ),
    "sample_programs.csv": "id,title\nsample-buses,A sample\n",
    "remarks.csv": "row,field,recorded,normalised,note\n1,title,Buses,,Another page (city-news-2015) differs.\n",
    "claims.csv": (
        "id,source,quantity,value,first_year,last_year,kinds,hosts,networks,nature,statement\n"
        "all,page,programs,1,,,,shrdc,,count,The page counts one.\n"
    ),
    "sources.csv": (
        "id,kind,title,publisher,url,published,seen,language,note\n"
        "page,web,A page,,https://example.org/a,,,,\n"
        "report,web,A report,,https://example.org/b,,,,\n"
        "city-news-2015,web,News,,https://example.org/c,,,,\n"
    ),
    "sessions.csv": (
        "id,program,kind,title,date,organisation,city,sources\n"
        f"{PROGRAM}-visit,{PROGRAM},city presentation,Bogotá,,,bogota,page\n"
    ),
    "teachings.csv": f"program,session,case,sources,note\n{PROGRAM},{PROGRAM}-visit,seoul-bus,page,The page says so.\n",
    "participants.csv": f"program,city_or_country_as_named,place_id,count,source\n{PROGRAM},Bogotá,bogota,9,page\n",
    "outcomes.csv": (
        f"program,city,case,kind,date,sources,note\n{PROGRAM},bogota,bogota-bus,application,2017,page,Done.\n"
    ),
    "cases/seoul-bus.md": CASE,
    "cases/bogota-bus.md": OTHER,
    "materials/materials.csv": "file,program,session,cases\nnotes.md,sample-buses,Buses,seoul-bus:section 1-2\n",
    "materials/notes.md": "# Before\n\nBuses were slow.\n\n# After\n\nBuses were fast.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def found(report: CorpusReport) -> list[tuple[str, str, str, str]]:
    return [(one.severity.value, one.code, one.file, one.record) for one in report.findings]


def test_nothing_is_found_in_a_sound_corpus(folder: Path) -> None:
    assert found(check_corpus(folder)) == []


SEOUL, TABLE = "cases/seoul-bus.md", "materials/materials.csv"
CONCEPTS, FACETS, CHECKS = "vocabularies/concepts/T01.yaml", "vocabularies/facets.yaml", "checks.csv"
TOPICS, JUDGED, SECOND, SLIDES = (
    f"judgements/{name}.csv" for name in ("topics", "cases", "cases_second_judge", "slides")
)
CITIES, THEMES = "vocabularies/cities.yaml", "vocabularies/themes.yaml"
VISIT, TAUGHT, DONE = f"{PROGRAM}-visit", f"{PROGRAM}, seoul-bus", f"{PROGRAM}, bogota"
ERRORS = [
    # file, text in it, what stands there instead; code, and the record that is named
    (SEOUL, "stage: running", "stage: perhaps", "record-invalid", "seoul-bus"),
    (SEOUL, "## Lessons", "## Afterthoughts", "record-invalid", "seoul-bus"),
    (SEOUL, "id: seoul-bus", "id: seoul-buses", "record-invalid", "seoul-bus"),
    (SEOUL, 'start: "2004-07"', "start: 2004-13-01", "record-invalid", "seoul-bus"),
    (SEOUL, "sources: [page, report]", "sources: []", "record-invalid", "seoul-bus"),
    (SEOUL, "city: seoul", "city: atlantis", "link-unknown", "seoul-bus"),
    (SEOUL, "city: seoul", "city: KR", "record-invalid", "seoul-bus"),
    (SEOUL, "country: KR", "country: CO", "country-differs", "seoul-bus"),
    (SEOUL, "themes: [T01.brt, T05]", "themes: [T05, T99]", "link-unknown", "seoul-bus"),
    (SEOUL, "sources: [page, report]", "sources: [page, elsewhere]", "link-unknown", "seoul-bus"),
    (SEOUL, "Sources: page\n", "Sources: page, elsewhere\n", "link-unknown", "seoul-bus"),
    (SEOUL, "evidence: measured, sources: [report]", "evidence: none, sources: [x]", "link-unknown", "seoul-bus"),
    (SEOUL, "case: bogota-bus", "case: lima-bus", "link-unknown", "seoul-bus"),
    (SEOUL, "case: bogota-bus", "case: seoul-bus", "relation-to-itself", "seoul-bus"),
    (SEOUL, 'start: "2004-07"', 'start: "2004-07"\nend: "2003"', "end-before-start", "seoul-bus"),
    (SEOUL, "Lanes and fares.", "x" * 281, "gist-too-long", "seoul-bus"),
    (SEOUL, 'year: "2004/2005"', 'year: "lately"', "result-year-unreadable", "seoul-bus"),
    (SEOUL, "slow.\nSources: page\n", "slow.\n", "section-without-source", "seoul-bus"),
    (SEOUL, "## Lessons", "## Weather\nIt rained.\nSources: page\n\n## Lessons", "section-unknown", "seoul-bus"),
    (SEOUL, "## Lessons", "## Problem\nStill slow.\nSources: page\n\n## Lessons", "section-repeated", "seoul-bus"),
    (CITIES, "country: KR", "country: XX", "link-unknown", "seoul"),
    (CITIES, "latitude: 4.61", "latitude: 461", "record-invalid", "bogota"),
    ("vocabularies/countries.yaml", '["142"]', '["143"]', "link-unknown", "KR"),
    (THEMES, "broader: T01}", "broader: T09}", "link-unknown", "T01.brt"),
    (THEMES, "- {id: T05,", "- {id: T05, labels: {en: Wet}}\n- {id: T05,", "id-repeated", "T05"),
    ("programs.csv", "Buses,shrdc,", "Buses,nobody,", "link-unknown", PROGRAM),
    ("programs.csv", "bogota,CO,,T01", "lima,CO,,T01", "link-unknown", PROGRAM),
    ("programs.csv", ",T01,course", ",T77,course", "link-unknown", PROGRAM),
    ("programs.csv", ",course,", ",party,", "record-invalid", PROGRAM),
    ("claims.csv", ",shrdc,", ",nobody,", "link-unknown", "all"),
    ("claims.csv", "all,page", "all,elsewhere", "record-invalid", "all"),
    ("remarks.csv", "1,title", "2,title", "record-invalid", "line 2"),
    ("sources.csv", "https://example.org/a", "ftp://example.org/a", "record-invalid", "page"),
    ("sessions.csv", ",bogota,page", ",lima,page", "link-unknown", VISIT),
    ("teachings.csv", ",seoul-bus,", ",lima-bus,", "link-unknown", f"{PROGRAM}, lima-bus"),
    ("teachings.csv", "-visit,", "-walk,", "record-invalid", "line 2"),
    ("participants.csv", ",bogota,9", ",lima,9", "link-unknown", f"{PROGRAM}, Bogotá"),
    ("participants.csv", ",9,page", ",nine,page", "record-invalid", "line 2"),
    ("outcomes.csv", "application", "success", "record-invalid", "line 2"),
    ("outcomes.csv", "2017,page", "2017,", "record-invalid", "line 2"),
    ("outcomes.csv", "2017,page", "soon,page", "record-invalid", "line 2"),
    ("outcomes.csv", "2015-04-07-buses", "2015-04-08-buses", "record-invalid", "line 2"),
    ("outcomes.csv", "bogota,bogota-bus", "bogota,lima-bus", "link-unknown", DONE),
    ("outcomes.csv", "bogota,bogota-bus", "lima,bogota-bus", "link-unknown", f"{PROGRAM}, lima"),
    (TABLE, "sample-buses", "sample-trams", "link-unknown", "notes.md"),
    (TABLE, "seoul-bus:", "lima-bus:", "link-unknown", "notes.md"),
    (TABLE, "section 1-2", "section 2-3", "locator-unknown", "notes.md"),
    (TABLE, "section 1-2", "slide 1", "locator-unknown", "notes.md"),
    (TABLE, "section 1-2", "somewhere", "record-invalid", "notes.md"),
    (SEOUL, "[instrument.pricing]", "[instrument.magic]", "link-unknown", "seoul-bus"),
    (SEOUL, "[instrument.pricing]", "[stage.pilot]", "record-invalid", "seoul-bus"),
    (CONCEPTS, "[T01.brt]", "[T01.trams]", "link-unknown", "bus-lane"),
    (CONCEPTS, "related: [bus-stop]", "related: [bus-shelter]", "link-unknown", "bus-lane"),
    (CONCEPTS, "en: [busway]", "en: [bus  LANE en]", "label-repeated", "bus-lane"),
    (CONCEPTS, "en: [bus line]", "en: [Busway]", "label-denied", "bus-lane"),
    (CONCEPTS, "scheme: name", "scheme: nickname", "record-invalid", "transmilenio"),
    (CONCEPTS, "- {id: transmilenio,", "- {id: bus-stop,", "id-repeated", "bus-stop"),
    (CITIES, "wikidata: Q1", "wikidata: 1", "record-invalid", "seoul"),
    (CITIES, "count: 9", "count: 0", "record-invalid", "seoul"),
    (CHECKS, "seoul-bus,gist", "lima-bus,gist", "link-unknown", "lima-bus"),
    (CHECKS, "2,bogota-bus", "0,bogota-bus", "record-invalid", "line 5"),
    (CHECKS, "seoul-bus,problem", "seoul-bus,weather", "part-unknown", "seoul-bus"),
    (CHECKS, "result: Speed", "result: Noise", "part-unknown", "seoul-bus"),
    (CHECKS, "goes too far", "so so", "record-invalid", "line 3"),
    (CHECKS, "The page says some buses.", "", "record-invalid", "line 3"),
    (CHECKS, "seoul-bus,problem", "seoul-bus,gist", "record-invalid", "line 3"),
    (TOPICS, ",tuning,", ",training,", "record-invalid", "slow-buses"),
    (TOPICS, "lentos,Our buses are slow", "lentos,", "record-invalid", "slow-buses-es"),
    (JUDGED, "slow-buses,bogota-bus,0", "slow-buses,lima-bus,0", "link-unknown", "slow-buses"),
    (JUDGED, "slow-buses,bogota-bus,0", "slow-buses,bogota-bus,4", "record-invalid", "line 3"),
    (JUDGED, "slow-buses,bogota-bus,0", "slow-buses,seoul-bus,0", "record-invalid", "line 3"),
    (JUDGED, "slow-buses,bogota-bus,0", "slow-trams,bogota-bus,0", "record-invalid", "line 3"),
    (JUDGED, "slow-buses,seoul-bus,3", "slow-buses,seoul-bus,1", "topic-unanswered", "slow-buses"),
    (JUDGED, "space-port,seoul-bus,0", "space-port,seoul-bus,2", "topic-answered", "space-port"),
    (SECOND, "slow-buses,bogota-bus", "slow-buses,lima-bus", "link-unknown", "slow-buses"),
    (SECOND, "bogota-bus,1", "bogota-bus,9", "record-invalid", "line 3"),
    (SLIDES, "section 2", "section 3", "link-unknown", "slow-buses"),
    (SLIDES, "notes.md", "deck.pptx", "link-unknown", "slow-buses"),
    (SLIDES, "section 2", "somewhere", "record-invalid", "line 2"),
]
GAPS = [
    (SEOUL, 'fr: "Réforme des bus", ', "", "translation-missing", SEOUL, "seoul-bus"),
    (SEOUL, 'es: "Carriles y tarifas."', 'es: " "', "translation-missing", SEOUL, "seoul-bus"),
    (SEOUL, 'year: "2004/2005", ', "", "result-without-year", SEOUL, "seoul-bus"),
    (SEOUL, "Buses were slow.", "slow " * 251, "section-long", SEOUL, "seoul-bus"),
    (CITIES, ", latitude: 4.61", "", "city-without-coordinates", CITIES, "bogota"),
    (
        CITIES,
        "population: {count: 9, year: '2020', area: city, source: A count}, ",
        "",
        "city-without-population",
        CITIES,
        "seoul",
    ),
    (CITIES, ", wikidata: Q1", "", "city-without-identifier", CITIES, "seoul"),
    (CITIES, "ja: Seoul ja", "ja: ''", "label-missing", CITIES, "seoul"),
    (CONCEPTS, ", ja: Bus lane ja", "", "label-missing", CONCEPTS, "bus-lane"),
    (CONCEPTS, ", ko: 트란스밀레니오", "", "label-missing", CONCEPTS, "transmilenio"),
    (CONCEPTS, "en: [busway]", "en: [busway], ko: [Water ko]", "label-shared", THEMES, "T05"),
    (THEMES, ", ar: Water ar", "", "label-missing", THEMES, "T05"),
    ("remarks.csv", "city-news-2015", "the news", "source-never-cited", "sources.csv", "city-news-2015"),
    ("sources.csv", "https://example.org/b", "http://www.example.org/a/", "url-repeated", "sources.csv", "report"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "record"), ERRORS)
def test_a_fault_is_found_once_and_named(folder: Path, file: str, old: str, new: str, code: str, record: str) -> None:
    spoil(folder, file, old, new)
    # A record that cannot be read may leave gaps elsewhere: its sources are then cited by nobody.
    errors = [one for one in found(check_corpus(folder)) if one[0] == "error"]
    assert errors == [("error", code, file, record)]


@pytest.mark.parametrize(("file", "old", "new", "code", "named", "record"), GAPS)
def test_a_gap_is_found_and_is_no_error(
    folder: Path, file: str, old: str, new: str, code: str, named: str, record: str
) -> None:
    spoil(folder, file, old, new)
    assert found(check_corpus(folder)) == [("gap", code, named, record)]


def test_a_circle_in_the_hierarchy_is_an_error_for_each_in_it(folder: Path) -> None:
    spoil(folder, CONCEPTS, "broader: [T01]", "broader: [transmilenio]")
    spoil(folder, CONCEPTS, "broader: [T01.brt]", "broader: [bus-stop]")
    circles = [one.record for one in check_corpus(folder).errors if one.code == "broader-circular"]
    assert circles == ["bus-lane", "bus-stop", "transmilenio"]


def test_a_form_that_a_narrower_concept_shares_with_what_is_above_it_is_no_gap(folder: Path) -> None:
    spoil(folder, CONCEPTS, "en: [busway]", "en: [busway, Transport en]")
    assert found(check_corpus(folder)) == []


def test_a_case_that_rests_on_one_source_is_a_gap(folder: Path) -> None:
    text = CASE.replace("[page, report]", "[page]").replace("page, report", "page").replace("[report]", "[page]")
    (folder / SEOUL).write_text(text, encoding="utf-8")
    assert found(check_corpus(folder)) == [("gap", "single-source", SEOUL, "seoul-bus")]


def test_all_faults_are_told_at_once(folder: Path) -> None:
    spoil(folder, SEOUL, "stage: running", "stage: perhaps\nresults: 5")
    spoil(folder, SEOUL, "scale: whole city", "scale: huge")
    spoil(folder, SEOUL, "## Lessons", "## Afterthoughts")
    spoil(folder, "sources.csv", "web,A page", "paper,A page")
    spoil(folder, "sources.csv", "web,A report", "paper,A report")
    spoil(folder, "programs.csv", ",course,", ",party,")
    spoil(folder, "outcomes.csv", "application", "success")
    report = check_corpus(folder)
    assert {one.file for one in report.errors} == {SEOUL, "sources.csv", "programs.csv", "outcomes.csv"}
    assert sum(one.file == SEOUL for one in report.errors) == 3  # YAML keeps the last of two results
    assert sum(one.file == "sources.csv" for one in report.errors) == 2
    assert report.account.cases == 1


def test_what_names_a_broken_record_is_not_blamed_too(folder: Path) -> None:
    spoil(folder, "sources.csv", "page,web", "page,paper")
    spoil(folder, "programs.csv", ",9\n", ",nine\n")
    assert [(one.file, one.record) for one in check_corpus(folder).errors] == [
        ("programs.csv", PROGRAM),
        ("sources.csv", "page"),
    ]


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        (SEOUL, b"\xff\xfe", "record-invalid"),
        (SEOUL, b"---\n" + b"[" * 5000 + b"\n---\n", "record-invalid"),
        (CITIES, b"{not a list: 1}", "record-invalid"),
        (CITIES, b"- 5\n", "record-invalid"),
        ("sources.csv", b"id,kind\n", "record-invalid"),
        ("sources.csv", b'"', "record-invalid"),
        ("programs.csv", b"", "record-invalid"),
        (TABLE, b"\xff", "record-invalid"),
        (TABLE, b"file\n../corpus/sources.csv\n", "file-unreadable"),
        (TABLE, b"file\nnowhere.pdf\n", "file-missing"),
        ("materials/notes.md", b"", "file-unreadable"),
    ],
)
def test_a_broken_file_is_one_more_finding(folder: Path, file: str, content: bytes, code: str) -> None:
    (folder / file).write_bytes(content)
    assert code in {one.code for one in check_corpus(folder).errors}


def test_a_vocabulary_that_is_not_there_is_an_error(folder: Path) -> None:
    (folder / "vocabularies/organisations.yaml").unlink()
    assert ("error", "file-missing", "vocabularies/organisations.yaml", "") in found(check_corpus(folder))


def test_tables_that_a_corpus_may_do_without_are_no_fault(folder: Path) -> None:
    tables = ("outcomes.csv", "sample_programs.csv", "claims.csv", "participants.csv", TABLE, CHECKS, TOPICS, JUDGED)
    for name in (*tables, SECOND, SLIDES):
        (folder / name).unlink()
    assert found(check_corpus(folder)) == []


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord, match="There is no corpus"):
        check_corpus(tmp_path)


def test_the_account_counts_what_is_there(folder: Path) -> None:
    account = check_corpus(folder).account
    assert [(tally.id, tally.count) for tally in account.by_theme] == [("T01", 1), ("T05", 1)]
    assert [(tally.label, tally.count) for tally in account.by_region] == [("Asia", 1), ("not stated", 1)]
    assert [(tally.label, tally.count) for tally in account.by_country] == [("Colombia", 1), ("South Korea", 1)]
    assert [(tally.id, tally.count) for tally in account.by_decade] == [("2000s", 2)]
    assert {tally.id: tally.count for tally in account.by_stage if tally.count} == {"running": 2}
    assert {tally.id: tally.count for tally in account.results_by_evidence if tally.count} == {"measured": 2}
    assert (account.cases, account.sources, account.words_per_case, account.sources_per_case) == (2, 3, 11, 2)
    assert ([tally.count for tally in account.cases_complete_in], account.cases_complete_in_all) == ([2, 2, 2, 2], 2)
    assert account.programs == 1
    assert {tally.id: tally.count for tally in account.programs_with} == {
        "sessions": 1,
        "teachings": 1,
        "participants": 1,
        "outcomes": 1,
    }
    assert [tally.count for tally in account.teachings_by_basis] == [1, 0, 1]
    assert [(tally.id, tally.count) for tally in account.outcomes_by_kind] == [
        ("action plan", 0),
        ("application", 1),
        ("dropped", 0),
    ]
    assert {tally.id: tally.count for tally in account.concepts_by_scheme} == {"concept": 2, "name": 1, "facet": 2}
    words = {tally.id: tally.count for tally in account.labels_by_language}
    assert (words["en"], words["ko"], words["ja"], words["negative"]) == (9, 8, 7, 1)
    assert [(draw.number, draw.cases) for draw in account.draws] == [(1, 1), (2, 1)]
    assert [[tally.count for tally in draw.by_verdict] for draw in account.draws] == [[2, 1, 0, 0], [0, 0, 0, 1]]
    assert [draw.error_rate for draw in account.draws] == [pytest.approx(1 / 3), None]
    assert {tally.id: tally.count for tally in account.topics_by_language} == {"en": 2, "es": 1}
    assert [tally.count for tally in account.judgements_by_grade] == [1, 1, 0, 2, 1, 0, 0, 0]
    # Of four pairs the judges agree on three; by chance they would on half.
    assert account.judges_agree == pytest.approx(0.5)
    assert account.gaps == ()


def test_gaps_are_counted_by_code(folder: Path) -> None:
    spoil(folder, SEOUL, 'year: "2004/2005", ', "")
    spoil(folder, "cases/bogota-bus.md", 'year: "2004/2005", ', "")
    spoil(folder, SEOUL, 'ko: "버스 개편", ', "")
    account = check_corpus(folder).account
    assert [(tally.id, tally.count) for tally in account.gaps] == [
        ("result-without-year", 2),
        ("translation-missing", 1),
    ]
    assert ([tally.count for tally in account.cases_complete_in], account.cases_complete_in_all) == ([2, 1, 2, 2], 1)


def test_gaps_alone_leave_the_exit_code_at_zero(miti: Miti, folder: Path, tmp_path: Path) -> None:
    spoil(folder, CITIES, ", latitude: 4.61", "")
    code, out, _ = miti("corpus", "check", str(folder))
    assert code == 0
    assert f"{CITIES}\n  gap    city-without-coordinates  bogota: has no coordinates\n" in out
    assert "0 errors, 1 gaps." in out
    assert not (tmp_path / "home").exists()


def test_an_error_makes_the_exit_code_one(miti: Miti, folder: Path) -> None:
    spoil(folder, SEOUL, "city: seoul", "city: atlantis")
    code, out, _ = miti("corpus", "check", str(folder), "--json")
    answer = json.loads(out)
    assert (code, answer["errors"], answer["gaps"]) == (1, 1, 0)
    assert answer["findings"] == [
        {
            "severity": Severity.ERROR,
            "code": "link-unknown",
            "file": SEOUL,
            "record": "seoul-bus",
            "message": "names the city 'atlantis', which is not in this corpus",
        }
    ]
    assert answer["account"]["cases"] == 2
