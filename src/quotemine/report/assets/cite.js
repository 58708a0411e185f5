// Citations, and how they get to the clipboard.

/** *Characters 85–115, quote q2 of document gazette:3*: where the words stand in the text that was read. */
function placeOf(quote) {
  const spans = quote.content.map((span) => `${span.first}–${span.last}`);
  const id = quote.id ? `quote ${quote.id}` : `quote number ${quote.number}`;
  return `Characters ${spans.join(", ")}, ${id} of document ${quote.doc.id}`;
}

function speakerOf(quote) {
  if (quote.name === NOBODY) return "speaker unknown";
  return quote.speaker.role ? `${quote.name}, ${quote.speaker.role}` : quote.name;
}

/** Speaker, title, author, date, address and offsets in one line; what is not known is left out. */
function citationOf(quote) {
  const { title, author, date, url } = quote.doc;
  const negated = quote.negated && quote.cue ? ` (negated: ${quote.cue.words})` : "";
  const facts = [`${speakerOf(quote)}${negated}`, title, author, date, url, placeOf(quote)];
  return `${facts.filter(Boolean).join(". ")}.`;
}

const withCitation = (quote) => `${quote.words}\n— ${citationOf(quote)}`;

/** Copy, with the old command where the new one is missing or refused, and by hand where both are. */
async function copyQuote(quote) {
  const text = withCitation(quote);
  if ((await copiedTheNewWay(text)) || copiedTheOldWay(text)) notify("Copied with its citation.");
  else showToCopyByHand(text);
}

async function copiedTheNewWay(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no clipboard for pages that are not served securely, or no permission
  }
}

function copiedTheOldWay(text) {
  const before = document.activeElement;
  const area = make("textarea", { value: text, className: "unseen", "aria-hidden": "true" });
  document.body.append(area);
  area.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    done = false;
  }
  area.remove();
  before?.focus({ preventScroll: true });
  return done;
}

function showToCopyByHand(text) {
  byId("by-hand-text").value = text;
  byId("by-hand").showModal();
  byId("by-hand-text").select();
}
