from search_api.count_csv import count_csv
from search_api.count_schemas import CountAnswer, CountAxis, CountCell, Counted, CountValue
from search_api.schemas import QuestionEcho


def test_a_name_that_a_spreadsheet_would_calculate_is_kept_from_it() -> None:
    names = {"a": "=HYPERLINK(1)", "b": 'Water, "clean"'}
    answer = CountAnswer(
        of=Counted.HITS,
        axes=[
            CountAxis(
                name="theme",
                filter="theme",
                values=[CountValue(id=key, label=label, count=1) for key, label in names.items()],
            )
        ],
        total=2,
        unrecorded=None,
        cells=[CountCell(values=[key], count=1) for key in names],
        margins=[],
        revision=1,
        index_revision=1,
        stale=False,
        query=QuestionEcho(
            q="",
            phrases=[],
            corrected={},
            excluded=[],
            unknown=[],
            unknown_values=[],
            offered=[],
            understood=[],
            filters={},
            lang="en",
        ),
    )
    assert count_csv(answer).splitlines() == [
        "\ufefftheme,theme_label,hits",
        "a,'=HYPERLINK(1),1",
        'b,"Water, ""clean""",1',
    ]
