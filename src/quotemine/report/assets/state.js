// What is shown, and how it stands in the address behind the #, so that every view can be linked.

const KINDS = ["direct", "indirect", "mixed"];
const NOBODY = ""; // stands for quotes whose speaker is unknown, and for names that are empty

/** No filter, the list.  `speaker` and `doc` are null without a filter; `text` is the key of a text that is read. */
const START = Object.freeze({
  query: "",
  speaker: null,
  doc: null,
  kinds: KINDS,
  least: 0, // per cent
  text: null,
  at: null, // number of the quote in that text, from 1
  keys: true,
});

function stateFromHash(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  return {
    query: (given.get("q") ?? START.query).slice(0, 200), // as in the field
    speaker: given.get("speaker"),
    doc: given.get("doc"),
    kinds: given.has("kind") ? KINDS.filter((kind) => given.get("kind").split(",").includes(kind)) : START.kinds,
    least: Math.min(Math.max(Math.round(Number(given.get("least"))) || 0, 0), 100),
    text: given.get("text"),
    at: /^[1-9]\d*$/.test(given.get("at") ?? "") ? Number(given.get("at")) : null,
    keys: given.get("keys") !== "off",
  };
}

function hashOf(state) {
  const given = new URLSearchParams();
  if (state.query !== "") given.set("q", state.query);
  if (state.speaker !== null) given.set("speaker", state.speaker);
  if (state.doc !== null) given.set("doc", state.doc);
  if (state.kinds.length !== KINDS.length) given.set("kind", state.kinds.join(","));
  if (state.least > 0) given.set("least", state.least);
  if (state.text !== null) given.set("text", state.text);
  if (state.text !== null && state.at !== null) given.set("at", state.at);
  if (!state.keys) given.set("keys", "off");
  return `#${given}`;
}

const hasFilters = (state) =>
  state.query.trim() !== "" ||
  state.speaker !== null ||
  state.doc !== null ||
  state.least > 0 ||
  state.kinds.length < KINDS.length;

/** Write the state into the address.  Some places (a page within a page) do not allow it; the page works without. */
function writeHash(state, { step }) {
  try {
    if (step) history.pushState(null, "", hashOf(state));
    else history.replaceState(null, "", hashOf(state));
  } catch {
    // nothing is lost but the link
  }
}
