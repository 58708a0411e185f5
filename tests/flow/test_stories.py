"""Stories are told from reports by how much of what is said is direct speech."""

import pytest
from flow.attributions.handread import attributions_of

from quotemine.flow.stories import is_story

DIRECT = "[content:“It leaks,”] [cue:said] [source:Brona].\n\n"
BARE = "[content:“It does, and it drips.”]\n\n"
REPORT = "[source:Brona] [cue:said] [content:it leaks].\n\n"


@pytest.mark.parametrize(
    ("marked", "story"),
    [
        ("It rained.", False),
        (BARE * 2, False),
        (DIRECT * 4, False),
        (DIRECT * 5, True),
        (DIRECT * 2 + BARE, True),
        (DIRECT * 5 + REPORT * 2, True),
        (DIRECT * 5 + REPORT * 3, False),
        (REPORT * 9, False),
    ],
)
def test_stories(marked: str, story: bool) -> None:
    """Seven in ten are direct, and there are many, or one of a few names nobody."""
    assert is_story(attributions_of(marked)) is story
