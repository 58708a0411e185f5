// A text as paragraphs, with the quotes in it marked.

const LINE_END = /\r\n|\n|\r/g;
const BLANK_LINES = /(?:\r\n|\n|\r(?!\n))[^\S\r\n]*(?:\r\n|\n|\r(?!\n))\s*/g;

/** `[start, end]` of the paragraphs: between blank lines where there are any, else each line is one. */
function paragraphsOf(text) {
  const border = text.search(BLANK_LINES) >= 0 ? BLANK_LINES : LINE_END;
  const paragraphs = [];
  let start = 0;
  for (const match of text.matchAll(border)) {
    paragraphs.push([start, match.index]);
    start = match.index + match[0].length;
  }
  paragraphs.push([start, text.length]);
  return paragraphs.filter(([from, to]) => text.slice(from, to).trim() !== "");
}

/** Whether lines end where the page of a book did, as in files of Project Gutenberg, and can flow as one. */
function isWrapped(text) {
  const lines = text.split(LINE_END).map((line) => line.trimEnd().length);
  lines.pop(); // the last one may be short
  return lines.length > 0 && lines.every((length) => length >= 50 && length <= 90);
}

/** What is to be marked, in the order of the text: the contents of quotes, their cues and sources. */
function marksOf(quotes) {
  const marks = [];
  for (const quote of quotes) {
    const add = (role, place) => {
      if (place !== null && place.inText && place.start < place.end) marks.push({ quote, role, start: place.start, end: place.end });
    };
    quote.content.forEach((place) => add("said", place));
    add("cue", quote.cue);
    add("source", quote.source);
  }
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Cut marks at the borders of paragraphs: for each paragraph its own, from one pass over both. */
function marksByParagraph(paragraphs, marks) {
  let [next, open] = [0, []];
  return paragraphs.map(([start, end]) => {
    while (next < marks.length && marks[next].start < end) open.push(marks[next++]);
    open = open.filter((mark) => mark.end > start);
    return [...open];
  });
}

/**
 * Cut a paragraph where any mark begins or ends: `{start, end, marks}` for each piece, so that marks may overlap.
 * Borders are walked in order; each piece has the marks that are open there.
 */
function piecesOf([start, end], marks) {
  const borders = marks.flatMap((mark) => [
    { at: Math.max(mark.start, start), mark, opens: true },
    { at: Math.min(mark.end, end), mark, opens: false },
  ]);
  borders.sort((a, b) => a.at - b.at);
  const pieces = [];
  const open = new Set();
  let from = start;
  for (const { at, mark, opens } of [...borders, { at: end }]) {
    if (at > from) pieces.push({ start: from, end: at, marks: [...open] });
    from = Math.max(from, at);
    if (opens === true) open.add(mark);
    else open.delete(mark);
  }
  return pieces;
}
