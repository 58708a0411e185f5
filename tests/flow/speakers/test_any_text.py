"""Whatever the text and whatever the encoder sees in it: nothing raises, and spans hold."""

from itertools import pairwise

import numpy as np
from flow.attributions.handread import TOKENIZER
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from quotemine.flow.attributions import find_attributions
from quotemine.flow.encoder import CLASSES, NAMES, TAGS, Links, Reading
from quotemine.flow.marks import find_quotations
from quotemine.flow.speakers import find_speakers
from quotemine.flow.words import Words, find_words

WORDS = (
    "Brona Tallis Mr. Mrs Sand he she who it they I said that told did not refused to the mayor a company OHB (OHB) "
    "U.S. “ ” \" ' ’ ’s 's « » — - – , . ; : ! ? … ) ( TALLIS: O’DOWD: 6' 12\" é ß 漢 🙂 ’tis"
)
PIECES = st.sampled_from([*WORDS.split(), "\n\n", "\n", "\t", "\u200b", "\x00", "\ud800", "\u0301"])
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=60)
SETTINGS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _log_softmax(logits: NDArray[np.float64]) -> NDArray[np.float32]:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return (shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))).astype(np.float32)


def random_reading(words: Words, seed: int, sharpness: float) -> Reading:
    """A reading with scores by chance; the sharper, the surer."""
    chance = np.random.default_rng(seed)
    n = len(words)

    def scores(rows: int, columns: int) -> NDArray[np.float32]:
        return _log_softmax(chance.normal(scale=sharpness, size=(rows, columns)))

    windows, window_of = [], np.zeros(n, np.int64)
    cut = int(chance.integers(0, n + 1))
    for number, at in enumerate((np.arange(cut), np.arange(cut, n))):
        cues, sources = (at[chance.random(len(at)) < 0.7] for _ in range(2))
        windows.append(Links(at, cues, sources, scores(len(at), 1 + len(cues)), scores(len(at), 1 + len(sources))))
        window_of[at] = number
    return Reading(
        words, scores(n, len(TAGS)), scores(n, len(CLASSES)), scores(n, len(NAMES)), tuple(windows), window_of
    )


@SETTINGS
@given(TEXTS, st.integers(0, 2**32 - 1), st.sampled_from([0.5, 2.0, 8.0]))
@example("“She read it and said, ‘This is for another table,’” Brona recalled.", 1, 8.0)
@example("— ...\n\n— ...\n\n— Well.", 2, 8.0)
@example("Fish &chips; and peas &quot;leak,&quot; said Imelda O&#39;Rourke.", 3, 2.0)
def test_anything(text: str, seed: int, sharpness: float) -> None:
    """Spans lie in the text and are not empty, contents are disjoint or nested, sureness is from 0 to 1."""
    quotations = find_quotations(text)
    reading = random_reading(find_words(text, quotations, TOKENIZER), seed, sharpness)
    attributions = find_attributions(text, quotations, reading)
    contents = sorted(span for a in attributions for span in a.content)
    spans = [*contents, *(a.source for a in attributions if a.source is not None)]
    spans += [(a.cue.start, a.cue.end) for a in attributions if a.cue is not None]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
    for (_, end), (start, inner_end) in pairwise(contents):
        assert end <= start or inner_end <= end
    for attribution in attributions:
        assert attribution.content
        assert list(attribution.content) == sorted(attribution.content)
        assert 0 <= attribution.sureness.mean <= 1 + 1e-6
        assert attribution.cue is None or attribution.cue.lemma
    assert [a.content[0][0] for a in attributions] == sorted(a.content[0][0] for a in attributions)

    found = find_speakers(text, quotations, reading, attributions)
    assert len(found) == len(attributions)
    for one in found:
        if one.speaker is None:
            continue
        assert one.speaker.name.strip()
        assert one.evidence or not one.speaker.named
        for span in (*one.speaker.chain, *([one.speaker.mention] if one.speaker.mention else ())):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text


@SETTINGS
@given(TEXTS, st.integers(0, 2**32 - 1))
def test_the_same_again(text: str, seed: int) -> None:
    """The same reading gives the same results."""
    quotations = find_quotations(text)
    reading = random_reading(find_words(text, quotations, TOKENIZER), seed, 4.0)
    first, again = (find_attributions(text, quotations, reading) for _ in range(2))
    assert first == again
    assert find_speakers(text, quotations, reading, first) == find_speakers(text, quotations, reading, again)
