"""A pasted text is taken apart into parts of the size of a passage, and no word of it is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.units import units_of
from search_api.pasted import FULL, parts


def test_one_paragraph_is_the_text_itself() -> None:
    ((place, text),) = parts("The city paid. Nobody else did.\n")
    assert (place.label, text) == ("the text", "The city paid. Nobody else did.")


def test_a_paragraph_begins_a_part_where_the_one_before_is_half_full() -> None:
    long, short = "word " * (FULL // 2), "A few words."
    assert [text for _, text in parts(f"{short}\n\n{long}.\n\n{short}")] == [f"{short} {long}.", short]
    assert [place.label for place, _ in parts(f"{long}\n\n{short}")] == ["part 1", "part 2"]


def test_korean_is_measured_by_its_characters() -> None:
    sentence = "시민이 예산 편성에 참여한다. "
    assert len(parts(sentence * 20)) >= 2


def test_nothing_but_space_has_no_parts() -> None:
    assert parts(" \n\n ") == []


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .!?\n예。"), max_size=400))
def test_no_word_is_lost(text: str) -> None:
    joined = " ".join(part for _, part in parts(text))
    assert "".join(joined.split()) == "".join(text.split())
    assert [unit.form for unit in units_of(joined)] == [unit.form for unit in units_of(text)]
