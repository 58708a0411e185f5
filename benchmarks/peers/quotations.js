// A text as a JSON string a line comes in, what compromise's quotations() finds goes out, [[start, end], ...] a line.
const readline = require("readline");
const nlp = require("compromise");

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const text = JSON.parse(line);
  const spans = [];
  let unit = 0; // UTF-16 units, as JavaScript counts,
  let character = 0; // and characters
  const upTo = (at) => {
    character += [...text.slice(unit, at)].length;
    unit = at;
    return character;
  };
  for (const found of nlp(text).quotations().json()) {
    const start = text.indexOf(found.text, unit); // its own offsets leave out the opening mark
    if (start >= 0) spans.push([upTo(start), upTo(start + found.text.length)]);
  }
  process.stdout.write(JSON.stringify(spans) + "\n");
});
