// Elements are made here and nowhere else.  What comes from documents is only ever set as text, so that no text can
// become markup or run.

const byId = (id) => document.getElementById(id);

/** Make an element; `properties` are set as properties of the element, or as attributes where it has no such one. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A word that depends on a number: counted(1, "quote") → "1 quote". */
function counted(number, noun) {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Nodes with dots between them, which are text, so that they are heard and copied apart; null is left out. */
function dotted(nodes) {
  return nodes.filter((node) => node !== null).flatMap((node, index) => (index === 0 ? [node] : [" · ", node]));
}

const percent = (share) => `${Math.round(share * 100)}%`;

/** The address if it is one of the web; null for javascript:, data:, file: and whatever else a document may claim. */
function webAddress(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** A link to where the document is to be found, or the words of the address where it is none of the web. */
function sourceLink(url) {
  const address = webAddress(url);
  if (address === null) return make("span", { className: "given" }, url);
  return make("a", { className: "given", href: address, rel: "noopener noreferrer" }, url);
}

/** The text as nodes, with <mark> around each match of the search. */
function withMatchesMarked(text, search) {
  if (search.highlight === null) return [text];
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(search.highlight)) {
    nodes.push(text.slice(end, match.index), make("mark", { className: "match" }, match[0]));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}

/** Say something to everybody, also to those who hear the page. */
function notify(message) {
  const notice = byId("notice");
  notice.textContent = message;
  clearTimeout(notify.timer);
  notify.timer = setTimeout(() => (notice.textContent = ""), 4000);
}
