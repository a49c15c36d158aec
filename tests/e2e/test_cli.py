"""The command line, from a first walk to what goes wrong."""

import datetime as dt
import io
import json
import socket
from pathlib import Path

import pytest
from command import Miti, answer
from factories import PLACES, THEMES, case, program, sample_program, source

from archive.catalogue import Catalogue
from archive.model import Acceptance, Basis, Suggestion, Teaching
from ingest.cases import case_passages


@pytest.fixture
def lectures(tmp_path: Path) -> Path:
    folder = tmp_path / "lectures"
    folder.mkdir()
    (folder / "buses.md").write_text("# Buses\n\nBus lanes in the middle of the road made buses faster.")
    (folder / "water.txt").write_text("The utility looks for leaks in the water pipes at night.")
    return folder


def test_a_newcomers_first_walk(miti: Miti, lectures: Path) -> None:
    reports = answer(miti("ingest", str(lectures), "--json"))["reports"]
    assert [(report["path"], report["status"], report["passages"]) for report in reports] == [
        ("buses.md", "added", 1),
        ("water.txt", "added", 1),
    ]
    assert answer(miti("status", "--json"))["index"] == "missing"

    assert answer(miti("index", "--json"))["entry_count"] == 2
    assert answer(miti("status", "--json"))["index"] == "fresh"

    found = answer(miti("search", "pipes", "that", "leak", "--json"))
    assert found["answered"] is True
    best = found["hits"][0]
    assert best["case"] is None
    assert best["document"]["title"] == "water"
    assert best["evidence"][0]["locator"] == {"kind": "section", "start": 1, "end": 1, "label": "section 1"}
    assert best["evidence"][0]["why"]["words"] == ["pipes", "leak"]


def test_a_file_a_text_and_a_case_find_what_is_like_them(
    miti: Miti, lectures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    miti("ingest", str(lectures))
    miti("index")
    deck = tmp_path / "ours.txt"
    deck.write_text("How we found the leaks in our pipes before water was lost.")
    found = answer(miti("like", str(deck), "--json"))
    assert found["hits"][0]["document"]["title"] == "water"
    assert found["hits"][0]["evidence"][0]["resembles"]["label"] == "section 1"
    assert "resembles section 1 of your file" in miti("like", str(deck))[1]

    monkeypatch.setattr("sys.stdin", io.StringIO("Buses became faster in lanes of their own."))
    assert answer(miti("like", "-", "--json"))["hits"][0]["document"]["title"] == "Buses"

    code, _, err = miti("like", "no-such-case")
    assert (code, err.count("\n")) == (1, 1)
    assert "no file and no case" in err
    (tmp_path / "empty.pdf").touch()
    assert "empty" in miti("like", str(tmp_path / "empty.pdf"))[2]


def test_bad_files_are_told_on_standard_error_and_by_the_exit_code(miti: Miti, lectures: Path) -> None:
    (lectures / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    code, out, err = miti("ingest", str(lectures))

    assert code == 1
    assert "2 added, 0 already there, 1 refused" in out
    assert "refused  broken.pdf:" in err


def test_json_answers_are_whole_also_where_files_were_refused(miti: Miti, lectures: Path) -> None:
    (lectures / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    code, out, _ = miti("ingest", str(lectures), "--json")

    assert code == 1
    refused = [report for report in json.loads(out)["reports"] if report["status"] == "refused"]
    assert set(refused[0]) == {"path", "status", "error", "message", "document", "passages"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["search", "buses"], "Run `miti index`"),
        (["search", "buses", "-f", "colour=red"], "Filters are theme, city"),
        (["search", "buses", "-f", "theme"], "Write name=value"),
        (["ingest", "no-such-folder"], "There is no folder no-such-folder"),
        (["programs", "show", "2015-none"], "There is no program '2015-none'"),
        (["documents", "withdraw", "doc-none", "--reason", "rights"], "There is no document 'doc-none'"),
        (["evaluate", "no-such-folder"], "cannot be read"),
        (["--home", "/dev/null/x", "status"], "cannot be made"),
    ],
)
def test_what_goes_wrong_is_one_clear_line(miti: Miti, arguments: list[str], told: str) -> None:
    code, _, err = miti(*arguments)

    assert code == 1
    assert told in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1


def test_a_search_tells_what_it_can_be_narrowed_to(miti: Miti, tmp_path: Path) -> None:
    cases = [
        case("seoul-bus"),
        case("bogota-brt", city="bogota", country="CO", sections=()),
        case("seoul-water", themes=("T05",)),
    ]
    with Catalogue.open(tmp_path / "home") as catalogue, catalogue.recording(actor="a test") as recording:
        for noun in (*THEMES, *PLACES, source("page")):
            recording.put(noun)
        for record in cases:
            recording.put(record)
            recording.replace_passages(case_passages(record), case_id=record.id)
    miti("index")
    code, out, _ = miti("search", "buses", "-f", "theme=T01", "-f", "country=KR", "-f", "city=Bogotá", "--facets")
    assert code == 0
    assert "‘Bogotá’ is not a value of the filter city: write city=bogota." in out
    code, out, _ = miti("search", "buses", "-f", "theme=T01", "-f", "country=KR", "--facets")
    lines = out.splitlines()
    assert lines[lines.index("region / country / city") + 1 :][:5] == [
        "      1  region=142  Asia",
        "+       1  country=KR  South Korea",
        "          1  city=seoul  Seoul",
        "         region=019",
        "        1  country=CO  Colombia",
    ]
    assert lines[lines.index("theme") + 1 :][:3] == [
        "+     1  theme=T01  Transport",
        "        1  theme=T01.brt  Bus rapid transit",
        "      1  theme=T05  Water",
    ]
    found = answer(miti("search", "buses", "-f", "theme=T01", "--lang", "ko", "--json"))
    assert found["facets"]["theme"][0]["label"] == "교통"


def test_a_port_in_use_is_told_before_anything_is_loaded(miti: Miti) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = miti("serve", "--port", str(taken.getsockname()[1]))
    assert code == 1
    assert "Choose another with --port" in err


def test_an_index_is_built_again_only_when_something_changed(miti: Miti, lectures: Path, tmp_path: Path) -> None:
    miti("ingest", str(lectures))
    built = answer(miti("index", "--json"))["built_at"]
    assert answer(miti("index", "--json"))["built_at"] == built

    (lectures / "third.md").write_text("A third lecture, on waste fees.")
    miti("ingest", str(lectures))
    assert answer(miti("status", "--json"))["index"] == "stale"
    assert answer(miti("index", "--json"))["entry_count"] == 3


def test_a_withdrawn_document_is_found_no_more_even_before_a_new_index(miti: Miti, lectures: Path) -> None:
    reports = answer(miti("ingest", str(lectures), "--json"))["reports"]
    miti("index")
    document = next(report["document"] for report in reports if report["path"] == "water.txt")
    answer(miti("documents", "withdraw", document, "--reason", "rights", "--json"))

    found = answer(miti("search", "pipes that leak", "--json"))
    assert document not in json.dumps(found)
    assert document not in json.dumps(answer(miti("documents", "--json")))


def test_verify_fails_where_an_original_was_damaged(miti: Miti, lectures: Path, tmp_path: Path) -> None:
    miti("ingest", str(lectures))
    assert answer(miti("verify", "--json")) == {"documents": 2, "findings": []}

    stored = next((tmp_path / "home" / "originals").glob("??/*"))
    stored.chmod(0o644)
    stored.write_bytes(b"bit rot")
    code, out, _ = miti("verify", "--json")
    assert code == 1
    assert json.loads(out)["findings"][0]["kind"] == "changed"


def test_suggestions_are_computed_listed_and_accepted_by_somebody(miti: Miti, tmp_path: Path) -> None:
    with Catalogue.open(tmp_path / "home") as catalogue, catalogue.recording(actor="a test") as recording:
        for noun in (*THEMES, *PLACES, source("page")):
            recording.put(noun)
        recording.put(program("2015-04-07-buses", title="Bus policy", themes=("T01",)))
        recording.put(program("2016-04-07-water", title="Water policy", themes=("T05",)))
        recording.put(sample_program())
        for name, text in (("seoul-bus", "The bus reform"), ("bogota-brt", "The bus of Bogotá")):
            city, country = ("seoul", "KR") if name == "seoul-bus" else ("bogota", "CO")
            record = case(name, title={"en": text}, city=city, country=country, themes=("T01",))
            recording.put(record)
            recording.replace_passages(case_passages(record), case_id=record.id)
    assert miti("suggestions", "compute")[0] == 1  # no index yet
    miti("index")
    assert answer(miti("suggestions", "compute", "--json")) == {"suggestions": 1, "programs": 1}
    (waiting,) = answer(miti("suggestions", "--json"))["suggestions"]
    assert (waiting["program_id"], waiting["case_id"], waiting["basis"]) == (
        "2015-04-07-buses",
        "seoul-bus",
        "suggested",
    )
    assert 0.4 <= waiting["suggestion"]["score"] <= 1
    assert waiting["acceptance"] is None

    revision = answer(miti("status", "--json"))["revision"]
    miti("suggestions", "compute")
    assert answer(miti("status", "--json"))["revision"] == revision, "nothing new, nothing changed"

    code, out, _ = miti("suggestions", "accept", waiting["id"], "--by", "A trainer")
    assert (code, "Accepted" in out) == (0, True)
    assert answer(miti("suggestions", "--json"))["suggestions"] == []
    assert answer(miti("suggestions", "compute", "--json"))["suggestions"] == 0
    taught = answer(miti("programs", "show", "2015-04-07-buses", "--json"))["cases"]
    assert [(entry["case"]["id"], entry["fact"]) for entry in taught] == [("seoul-bus", True)]
    assert miti("suggestions", "accept", waiting["id"], "--by", "A trainer")[0] == 1


def test_suggestions_that_no_longer_hold_are_dropped_and_accepted_ones_kept(tmp_path: Path) -> None:
    def suggested(case_id: str) -> Teaching:
        return Teaching(
            id=case_id,
            case_id=case_id,
            program_id=program().id,
            basis=Basis.SUGGESTED,
            suggestion=Suggestion(method="a test", score=0.5),
        )

    with Catalogue.open(tmp_path) as catalogue:
        with catalogue.recording(actor="a test") as recording:
            for noun in (
                *THEMES,
                *PLACES,
                source(),
                program(),
                case("seoul-bus"),
                case("seoul-water"),
                case("seoul-tax"),
            ):
                recording.put(noun)
            recording.replace_suggestions([suggested("seoul-bus"), suggested("seoul-water")])
            recording.accept("seoul-bus", Acceptance(by="A trainer", at=dt.datetime.now(dt.UTC)))
        with catalogue.recording(actor="a test") as recording:
            recording.replace_suggestions([suggested("seoul-bus"), suggested("seoul-tax")])
        kept = {one.case_id: one.is_fact for one in catalogue.teachings()}
    assert kept == {"seoul-bus": True, "seoul-tax": False}


def test_counts_are_a_table_json_or_csv(miti: Miti, lectures: Path) -> None:
    miti("ingest", str(lectures))
    miti("index")
    assert answer(miti("counts", "--rows", "language", "--json"))["axes"][0]["values"] == [
        {"id": "en", "label": "English", "count": 2}
    ]
    assert answer(miti("counts", "pipes", "--json"))["total"] == 1
    assert answer(miti("counts", "-f", "language=ko", "--json"))["total"] == 0
    assert miti("counts", "--rows", "language", "--csv")[1].split() == [
        '\ufeff"language","language_label","hits"',
        '"en","English","2"',
    ]
    told = miti("counts", "--rows", "language", "--columns", "kind", "--layers", "city")[1]
    assert [line.split() for line in told.splitlines() if line] == [
        ["2", "hits."],
        ["city:", "no", "entry", "(2)"],
        ["language", "all", "not", "stated"],
        ["English", "2", "2"],
    ]
    code, _, err = miti("counts", "--rows", "colour")
    assert code == 1
    assert err.startswith("miti: 'rows': Input should be 'theme',")
    assert "Filters are" not in err
    assert miti("counts", "--json", "--csv")[0] == 1


def test_an_answer_is_written_whole_in_every_format(miti: Miti, lectures: Path) -> None:
    miti("ingest", str(lectures))
    miti("index")
    code, table, err = miti("export", "pipes", "that", "leak")
    assert (code, err) == (0, "")
    heading, row = table.removeprefix("\ufeff").splitlines()
    assert heading.startswith('"rank","kind","id"')
    assert row.startswith('"1","document"')
    assert json.loads(miti("export", "pipes", "leak", "--format", "jsonl")[1])["document"]["title"] == "water"
    assert "title = {{water}}" in miti("export", "pipes", "leak", "--format", "bibtex")[1]
    assert miti("export", "pipes", "leak", "--format", "ris")[1].startswith("TY  - GEN")
    assert [one["title"] for one in answer(miti("export", "-f", "language=en", "--format", "csl"))] == [
        "Buses",
        "water",
    ]
    code, _, err = miti("export")
    assert (code, err.count("\n")) == (1, 1)


def test_records_are_cited_and_the_register_is_written(miti: Miti, tmp_path: Path) -> None:
    record = case("seoul-bus", title={"en": "Seoul bus reform"})
    with Catalogue.open(tmp_path / "home") as catalogue, catalogue.recording(actor="a test") as recording:
        for noun in (*THEMES, *PLACES, source("page"), program(), sample_program(), record):
            recording.put(noun)
    assert "Seoul bus reform (Version 1) [Case record]." in miti("cite", "seoul-bus")[1]
    assert miti("cite", "seoul-bus", "--format", "ris")[1].startswith("TY  - DATA")
    assert miti("cite", "page")[1].startswith("Page page. (n.d.)")
    code, _, err = miti("cite", "nothing")
    assert (code, err.count("\n")) == (1, 1)
    assert "no case, document or source 'nothing'" in err
    assert [one["id"] for one in answer(miti("programs", "export", "--format", "json"))] == [program().id]
    table = miti("programs", "export", "-f", "year=2015", "-f", "kind=course")[1]
    assert len(table.splitlines()) == 2
    assert len(miti("programs", "export", "-f", "kind=degree")[1].splitlines()) == 1
    assert "Filters are year, kind, theme, partner, host," in miti("programs", "export", "-f", "colour=red")[2]
