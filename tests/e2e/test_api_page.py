"""The page for programs shows what the archive answers now, and its notebook runs against the archive as it is."""

import json
import re
import threading
import time
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
import uvicorn
from fakes import FakeEncoder
from fastapi.testclient import TestClient

from search_api.app import create_app
from search_api.pages.api import NOTEBOOK, NOTEBOOK_ARCHIVE
from search_api.pages.live_examples import DEEPEST, LONGEST, SHOWN, abbreviated
from search_api.settings import Settings


def page(site: Any, asked: str = "") -> str:
    answer = site.client.get(f"/docs{asked}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def shown(text: str) -> dict[str, Any]:
    """Address -> the abbreviated answer beside it."""
    found = re.findall(r'<section class="example">.*?<a href="([^"]+)">.*?<code>(\{.*?)</code></pre>', text, re.DOTALL)
    return {unescape(address): json.loads(unescape(answer)) for address, answer in found}


@pytest.mark.parametrize("asked", ["", "?lang=ko"])
def test_examples_are_what_their_addresses_answer(site: Any, asked: str) -> None:
    examples = shown(page(site, asked))
    assert [address.split("?")[0] for address in examples] == ["/api/search", "/api/counts", "/api/cases/bogota-brt"]
    for address, answer in examples.items():
        assert abbreviated(site.client.get(address).json()) == answer


def test_what_leads_somewhere_leads_there(site: Any) -> None:
    links = {unescape(link) for link in re.findall(r'href="(/[^"#]*)"', page(site))}
    assert {link for link in links if link.startswith("/api/")} >= {"/api/openapi.json", "/api/vocabularies/theme"}
    wrong = {link for link in links if site.client.get(link).status_code != 200}
    assert wrong == {"/api/search?year=20x"}


def test_every_filter_and_every_record_is_told(site: Any) -> None:
    text = page(site)
    api = site.client.get("/api/openapi.json").json()
    assert all(f'<section id="{name}">' in text for name in api["components"]["schemas"])
    assert all(f"<code>{path}</code>" in text for path in api["paths"])
    assert all(f'<th scope="row"><code>{name}</code></th>' in text for name in ("theme", "year", "people"))


def test_without_an_index_the_page_shows_what_needs_none(own_site: Any) -> None:
    (own_site.catalogue.home / "index" / "CURRENT").unlink()
    assert list(shown(page(own_site))) == ["/api/cases/bogota-brt"]


def test_long_answers_are_shortened() -> None:
    deep: Any = "end"
    for _ in range(DEEPEST + 2):
        deep = {"in": deep}
    assert abbreviated("x" * (LONGEST + 1)) == f"{'x' * LONGEST} …"
    assert abbreviated(list(range(SHOWN + 3))) == [*range(SHOWN), "… 3"]
    assert json.dumps(abbreviated(deep), ensure_ascii=False) == '{"in": ' * DEEPEST + '"{…}"' + "}" * DEEPEST
    assert abbreviated([[[[["a"]]]], []]) == [[[["[…]"]]], []]
    assert abbreviated({"count": 1, "none": None}) == {"count": 1, "none": None}


@pytest.fixture
def served(site: Any) -> Iterator[str]:
    """The address of the archive of ``site``, over real HTTP."""
    server = uvicorn.Server(uvicorn.Config(site.client.app, port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_the_notebook_runs(served: str, capsys: pytest.CaptureFixture[str]) -> None:
    cells = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    names: dict[str, Any] = {}
    printed = []
    for cell in cells:
        exec("".join(cell["source"]).replace(NOTEBOOK_ARCHIVE, served), names)  # noqa: S102  it is our own
        printed.append(capsys.readouterr().out)
    assert "Seoul bus reform" in printed[1]
    assert "2 cases and 2 programs of the register" in printed[3]
    assert "in all 5" in printed[4]
    assert "18 participants; 0 programs" in printed[5]
    assert "400 unknown-filter: '20x' is not a year" in printed[7]
    assert f"{served}/api/counts?rows=theme&columns=region" in printed[8]


def test_a_notebook_asks_the_archive_it_comes_from(site: Any, tmp_path: Any) -> None:
    answer = site.client.get("/docs/miti.ipynb")
    assert answer.headers["content-type"] == "application/x-ipynb+json"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.json() == json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    hostile = 'https://archive.example/a"b\\'
    settings = Settings(home=tmp_path, base_url=hostile)
    with TestClient(create_app(settings, encoder=FakeEncoder())) as client:
        code = "".join(client.get("/docs/miti.ipynb").json()["cells"][1]["source"])
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  it is our own
    assert names["ARCHIVE"] == hostile
