"""A component of your own behind quotemine: how people talk, apart from how the article talks.

Run it with: python examples/quote_sentiment.py
"""

from collections import defaultdict

import spacy
from spacy.language import Language
from spacy.tokens import Doc

TEXT = """\
The old swimming pool of Tallow Bay reopened on Saturday after a disastrous year of delays and ugly quarrels.

“It is wonderful to hear children here again,” said Mayor Oluwaseun Brandt. “The water is warm, and everybody is happy.”

Not everybody was. Petra Lindqvist, who swims there every morning, said the changing rooms were a disgrace. “The
showers are broken, and the new tiles are ugly,” she said.

The architect, Omar Finch, answered that the showers were not broken but slow. “I am proud of this roof,” he said. “It
is a beautiful roof, and it is safe.”

Lindqvist was not convinced. “A roof is not good because it leaks in the right places,” she told the Gazette.
"""

# A word list as small as this one is good for an example only.
MOODS = {
    **dict.fromkeys("beautiful glad good happy proud safe warm wonderful".split(), 1),
    **dict.fromkeys("bad broken disastrous disgrace leaks slow sorry ugly".split(), -1),
}
NEGATIONS = {"no", "nobody", "not", "never"}
REACH = 3  # words that a negation turns round


def score(words: list[str]) -> int:
    """Add up the moods of words; a negation a few words before turns one round."""
    total = 0
    for i, word in enumerate(words):
        turned = NEGATIONS.intersection(words[max(0, i - REACH) : i])
        total += MOODS.get(word, 0) * (-1 if turned else 1)
    return total


# The component reads the quotes that quotemine found before it.  Saying so lets nlp.analyze_pipes() warn you when the
# order is wrong.
@Language.component("quote_sentiment", requires=["doc._.quotes"], assigns=["doc._.quote_moods"])
def quote_sentiment(doc: Doc) -> Doc:
    """Score every quote; the words come from the tokens of the Doc, found by character offsets."""
    for quote in doc._.quotes:
        words = []
        for part in quote.content:
            span = doc.char_span(part.start, part.end, alignment_mode="expand")
            words += [token.lower_ for token in span if token.is_alpha]
        doc._.quote_moods[quote.id] = score(words)
    return doc


Doc.set_extension("quote_moods", default={})  # quote id → mood; each Doc gets a dict of its own

nlp = spacy.blank("en")
nlp.add_pipe("quotemine")
nlp.add_pipe("quote_sentiment")
if any(nlp.analyze_pipes()["problems"].values()):
    print("quote_sentiment must stand behind quotemine")

doc = nlp(TEXT)
by_speaker: dict[str, list[int]] = defaultdict(list)
for quote in doc._.quotes:
    mood = doc._.quote_moods[quote.id]
    name = quote.speaker.name if quote.speaker else "somebody"
    by_speaker[name].append(mood)
    print(f"{mood:+d}  {name}: {' '.join(quote.text.split())}")

print("\nBy speaker")
for name, moods in by_speaker.items():
    print(f"{sum(moods):+d}  {name}, {len(moods)} quotes")

# What nobody is quoted with is the article's own voice.
quoted = {i for quote in doc._.quotes for part in quote.content for i in range(part.start, part.end)}
own_words = [token.lower_ for token in doc if token.is_alpha and token.idx not in quoted]
print(f"{score(own_words):+d}  the article itself")
