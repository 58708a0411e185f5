"""Licences and page numbers are passed over; every character keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotemine.flow.furniture import without_furniture

START, END = (
    "*** START OF THE PROJECT GUTENBERG EBOOK THE MILL ***",
    "*** END OF THE PROJECT GUTENBERG EBOOK THE MILL ***",
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_book_stands_between_two_lines(ends: str) -> None:
    book = f"The licence.\n\n{START}\n\nIt rained.\n\n{END}\n\nMore licence.".replace("\n", ends)
    bare = without_furniture(book)
    assert bare.split() == ["It", "rained."]
    assert len(bare) == len(book)
    assert bare.index("It rained.") == book.index("It rained.")


@pytest.mark.parametrize(
    "text",
    [
        "It rained.",
        "The line *** START OF THE PROJECT GUTENBERG EBOOK *** is well known.",
        f"{END}\n\nIt rained.",
        "It cost\n17\ncrowns.",
        "It cost\n\n17 crowns.\n\nAnd more.",
        "1\n\nIt rained.",
        "In\n\n20017\n\nit rains.",
    ],
)
def test_a_text_without_furniture_stays(text: str) -> None:
    """An end without a beginning, numbers within a paragraph, years and sums."""
    assert without_furniture(text) == text


@pytest.mark.parametrize("number", ["17", "- 17 -", "[17]", "[Pg 17]", "Page 17", "Page 17 of 90", "   17  "])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_page_numbers(number: str, ends: str) -> None:
    text = f"It rained.\n\n{number}\n\nIt snowed.".replace("\n", ends)
    assert without_furniture(text) == text.replace(number, " " * len(number))


@given(st.text(alphabet=st.sampled_from("a17 \t\n\r\f-[]*") | st.characters(), max_size=60))
def test_nothing_moves(text: str) -> None:
    """Line ends stay, and what stays stays where it was."""
    bare = without_furniture(text)
    assert len(bare) == len(text)
    assert all(b in (t, " ") and (t not in "\r\n\f" or b == t) for b, t in zip(bare, text, strict=True))
