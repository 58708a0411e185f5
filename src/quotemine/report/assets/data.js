// Documents and quotes, from the blocks of JSON at the end of the page: one block a document.

/** Read all documents; `broken` counts blocks that are no JSON, as in a page of which the end is missing. */
function readDocuments() {
  const documents = [];
  const keys = new Map();
  let broken = 0;
  for (const block of document.querySelectorAll('script[type="application/json"]')) {
    try {
      documents.push(asDocument(JSON.parse(block.textContent), documents.length, keys));
    } catch {
      broken += 1;
    }
  }
  return { documents, broken };
}

function asDocument(data, number, keys) {
  const made = {
    number,
    key: uniqueKey(String(data.id), keys),
    id: String(data.id),
    label: data.title || String(data.id) || "(no title)",
    title: data.title,
    date: data.date,
    author: data.author,
    url: data.url,
    text: data.text,
  };
  const unit = unitsOf(data.text);
  made.quotes = data.quotes.map((quote, index) => asQuote(quote, index, made, data.speakers, unit));
  return made;
}

/** Ids name documents in the address of a view; of several documents with one id, the later ones get a number. */
function uniqueKey(id, keys) {
  const times = (keys.get(id) ?? 0) + 1;
  keys.set(id, times);
  return times === 1 ? id : uniqueKey(`${id}~${times}`, keys);
}

function asQuote(data, index, doc, speakers, unit) {
  const place = (span) => asPlace(span, doc.text, unit);
  const content = data.content.map(place);
  const speaker = data.speaker === undefined ? null : speakers[data.speaker];
  return {
    doc,
    number: index + 1,
    id: data.id,
    kind: data.kind,
    content,
    words: content.map((span) => span.words).join(" "),
    speaker,
    name: speaker === null ? "" : speaker.name,
    cue: data.cue ? place(data.cue) : null,
    source: data.source ? place(data.source) : null,
    chain: (data.chain ?? []).map((span) => place(span).words),
    cueClass: data.class,
    negated: data.negated === true,
    confidence: data.confidence,
  };
}

/**
 * A span `[start, end]`, or `[start, end, words]` where the words are not those that the text has there.
 *
 * `first` and `last` are the offsets as quotemine counts them, in code points; `start` and `end` count the UTF-16
 * units of JavaScript's strings; `inText` tells whether the words are to be found there.
 */
function asPlace([first, last, words], text, unit) {
  const [start, end] = [unit(first), unit(last)];
  const inText = words === undefined;
  return { first, last, start, end, inText, words: inText ? text.slice(start, end) : words };
}

/** A function from code points to UTF-16 units: each character beyond the first 65,536, such as an emoji, is two. */
function unitsOf(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  const wide = []; // where they are, in code points
  let points = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(points);
    points += 1;
  }
  return (offset) => offset + countBelow(wide, offset);
}

/** How many of the ascending numbers are below the limit. */
function countBelow(numbers, limit) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
