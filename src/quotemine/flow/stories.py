"""Tell a story, in which people talk to each other, from a report."""

from collections.abc import Sequence

from quotemine.flow.attributions import Attribution

__all__ = ["is_story"]

# In a story so many of the quotes are direct; in reports it is mostly below a half (PolNeAR's training articles: 2 %
# are above; LitBank's training excerpts: all are).
DIRECT, FEW = 0.7, 3
# With fewer quotes than this it takes a direct one without a source: a short report may quote directly only.
MANY = 5


def is_story(attributions: Sequence[Attribution]) -> bool:
    """Whether a text converses, by the share of direct speech in what is said.

    Args:
        attributions: all of the text.

    Example:
        >>> is_story([])
        False
    """
    said = [attribution for attribution in attributions if attribution.class_ == "speech"]
    direct = [attribution for attribution in said if attribution.kind == "direct"]
    if len(said) < FEW or len(direct) < DIRECT * len(said):
        return False
    return len(said) >= MANY or any(attribution.source is None for attribution in direct)
