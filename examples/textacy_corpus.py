"""Quotes in a textacy corpus: who speaks in which article, and what.

Run it with: python examples/textacy_corpus.py
"""

import json
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import textacy

import quotemine

# A pipeline with quotemine in it does for a corpus; put a tagger or a parser into it for textacy's other functions.
nlp = quotemine.load()

# textacy takes records: a text and what is known about it.
lines = Path(__file__).with_name("gazette.jsonl").read_text(encoding="utf-8").splitlines()
articles = [json.loads(line) for line in lines]
records = ((article["text"], {key: article[key] for key in ("id", "title", "date")}) for article in articles)
corpus = textacy.Corpus(nlp, data=records)
print(f"{corpus.n_docs} articles, {corpus.n_tokens} tokens, {sum(len(doc._.quotes) for doc in corpus)} quotes\n")

# Names are resolved in each article by itself; merge_speakers finds the same people in all of them.
merged = quotemine.merge_speakers({doc._.meta["id"]: doc._.quotes for doc in corpus})
print("Who speaks where")
for speaker in merged[:6]:
    print(f"  {speaker.name:16} {speaker.quotes:2} quotes in {', '.join(map(str, speaker.documents))}")

# The other way round: the voices of each article.
print("\nVoices of each article")
for doc in corpus:
    voices = doc._.quotes.speakers()
    print(f"  {doc._.meta['date']}  {doc._.meta['title']}: {', '.join(voice.name for voice in voices[:3])}")

# A subset of the corpus by who is quoted in it ...
rook = list(corpus.get(lambda doc: any(voice.name == "Tomas Rook" for voice in doc._.quotes.speakers())))
print(f"\n{len(rook)} articles quote Tomas Rook; the verbs that report him:")
cues = Counter(
    quote.cue.lemma
    for doc in rook
    for quote in doc._.quotes
    if quote.cue and quote.speaker and quote.speaker.name == "Tomas Rook"
)
print("  " + ", ".join(f"{lemma} {count}" for lemma, count in cues.most_common(6)))

# ... and what else stands around a word, but only where somebody says it.
print("\nWho talks about nurses")
by_name: dict[str, list[str]] = defaultdict(list)
for doc in corpus:
    for quote in doc._.quotes:
        if "nurse" in quote.text and quote.speaker:
            by_name[quote.speaker.name].append(quote.text)
for name, texts in by_name.items():
    print(f"  {name}: {texts[0]}")

# The quotes live in the Docs, so they are saved and loaded with the corpus.
with tempfile.TemporaryDirectory() as folder:
    file = Path(folder, "gazette.bin.gz")
    corpus.save(file)
    again = textacy.Corpus.load(nlp, file)
same = [doc._.quotes for doc in again] == [doc._.quotes for doc in corpus]
print(f"\nSaved and loaded: the quotes are {'the same' if same else 'others'}")
