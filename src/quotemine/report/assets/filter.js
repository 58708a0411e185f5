// Which quotes match, and how many there would be under each other choice.

/** A search: every word, and every phrase in quotation marks, must occur; upper and lower case are the same. */
function asSearch(query) {
  const phrases = [...query.matchAll(/["“”„]([^"“”„]*)(?:["“”„]|$)|([^\s"“”„]+)/gu)]
    .map((match) => (match[1] ?? match[2]).trim())
    .filter((phrase) => phrase !== "");
  const patterns = phrases.map(asPattern);
  return {
    matches: (text) => patterns.every((pattern) => pattern.test(text)),
    highlight: phrases.length === 0 ? null : new RegExp(phrases.map((phrase) => asPattern(phrase).source).join("|"), "giu"),
  };
}

/** Words apart by any white space; all apostrophes are one, since nobody types the curly one. */
function asPattern(phrase) {
  const words = phrase.split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/['’‘]/g, "['’‘]"));
  return new RegExp(words.join("\\s+"), "iu");
}

/**
 * The quotes that match, in order, and counts for each choice of speaker, document and kind: of the quotes that match
 * all the other filters, so that a count says what a click will show.
 */
function filterQuotes(quotes, state) {
  const search = asSearch(state.query);
  const found = { search, matches: [], speakers: new Map(), documents: new Map(), kinds: new Map() };
  for (const quote of quotes) {
    if (Math.round(quote.confidence * 100) < state.least || !search.matches(quote.words)) continue;
    const speaker = state.speaker === null || state.speaker === quote.name;
    const doc = state.doc === null || state.doc === quote.doc.key;
    const kind = state.kinds.includes(quote.kind);
    if (doc && kind) count(found.speakers, quote.name);
    if (speaker && kind) count(found.documents, quote.doc.key);
    if (speaker && doc) count(found.kinds, quote.kind);
    if (speaker && doc && kind) found.matches.push(quote);
  }
  return found;
}

function count(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
