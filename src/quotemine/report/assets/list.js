// The list of quotes that match, under the titles of their documents, made as far as it is looked at.

const BATCH = 60;

class QuoteList {
  /** @param page what the list needs of the page: its state, and links to other states. */
  constructor(page) {
    this.page = page;
    this.matches = [];
    this.items = []; // elements made so far, as many as there are; items[i] shows matches[i]
    this.current = -1; // the one that the keys are at
    byId("more").addEventListener("click", () => this.makeMore());
    new IntersectionObserver(([entry]) => entry.isIntersecting && this.makeMore(), { rootMargin: "600px" }).observe(byId("more"));
  }

  show(found, focusOn = null) {
    this.matches = found.matches;
    this.search = found.search;
    this.items = [];
    this.current = -1;
    this.group = null;
    byId("results").replaceChildren();
    if (this.matches.length === 0) byId("results").append(...this.page.whyNothing());
    this.makeMore();
    if (focusOn !== null) this.moveTo(this.matches.indexOf(focusOn), "center");
  }

  makeMore(upTo = this.items.length + BATCH) {
    const fresh = document.createDocumentFragment();
    for (const quote of this.matches.slice(this.items.length, upTo)) {
      if (this.group?.doc !== quote.doc) this.group = this.openGroup(quote.doc, fresh);
      const item = this.makeItem(quote, this.items.length);
      this.items.push(item);
      this.group.list.append(item);
    }
    byId("results").append(fresh);
    byId("more").hidden = this.items.length >= this.matches.length;
  }

  openGroup(doc, fresh) {
    const title = make("h3", { className: "given", dir: "auto" }, doc.label);
    const facts = dotted(bylineOf(doc));
    const link = make("a", { href: this.page.linkTo({ text: doc.key, at: null }) }, "Read the text");
    const onScreen = make("span", { className: "on-screen" }, facts.length ? " · " : "", link);
    const byline = make("p", { className: "byline" }, ...facts, onScreen);
    const list = make("ol", { className: "quotes" });
    fresh.append(make("section", { className: "document" }, title, byline, list));
    return { doc, list };
  }

  makeItem(quote, index) {
    const words = make("blockquote", { className: `words ${quote.kind}`, dir: "auto" }, ...withMatchesMarked(quote.words, this.search));
    const inText = make("a", { className: "in-text", href: this.page.linkTo({ text: quote.doc.key, at: quote.number }) }, "In the text");
    const copy = make("button", { className: "quiet copy", type: "button" }, "Copy");
    // Heard without what is around them, “Copy” and “In the text” would be the same for all quotes.
    inText.setAttribute("aria-label", `In the text: quote ${index + 1}`);
    copy.setAttribute("aria-label", `Copy with citation: quote ${index + 1}`);
    const foot = make("div", { className: "foot" }, make("p", { className: "facts" }, ...dotted(factNodes(quote))), make("p", { className: "actions" }, inText, copy));
    const item = make("li", { className: "quote", tabIndex: -1 }, words, foot, make("p", { className: "citation" }, citationOf(quote)));
    item.dataset.index = index;
    return item;
  }

  move(steps) {
    this.moveTo(Math.min(Math.max(this.current + steps, 0), this.matches.length - 1));
  }

  moveTo(index, block = "nearest") {
    if (index < 0 || index >= this.matches.length) return;
    if (index >= this.items.length) this.makeMore(index + BATCH);
    const item = this.items[index];
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block, behavior: "auto" });
  }

  /** The quote of an element within an item, null for elements elsewhere. */
  quoteAt(element) {
    const item = element.closest?.(".quote");
    return item ? this.matches[Number(item.dataset.index)] : null;
  }

  setCurrent(quote) {
    this.items[this.current]?.classList.remove("current");
    this.current = this.matches.indexOf(quote);
    this.items[this.current]?.classList.add("current");
  }

  get currentQuote() {
    return this.matches[this.current] ?? null;
  }
}

/** Speaker, kind, confidence, and what is out of the ordinary. */
function factNodes(quote, chain = null) {
  const facts = [...speakerNodes(quote), chain, make("span", {}, quote.kind)];
  if (quote.cueClass && quote.cueClass !== "speech") facts.push(make("span", {}, quote.cueClass === "thought" ? "a thought" : "no speech"));
  if (quote.negated) facts.push(make("strong", { className: "negated given" }, `negated: ${quote.cue.words}`));
  return [...facts, make("span", {}, `${percent(quote.confidence)} sure`)];
}

/** Author, date and address, what is known of them. */
function bylineOf(doc) {
  const facts = [doc.author, doc.date].filter(Boolean).map((fact) => make("span", { className: "given" }, fact));
  return doc.url ? [...facts, sourceLink(doc.url)] : facts;
}

/** The speaker with role, and the words that stand for them at this quote where they are others. */
function speakerNodes(quote) {
  const unknown = quote.name === NOBODY;
  const name = make(unknown ? "em" : "strong", { className: "speaker given" }, unknown ? "Speaker unknown" : quote.name);
  const who = make("span", {}, name);
  if (quote.speaker?.role) who.append(", ", make("span", { className: "given" }, quote.speaker.role));
  const differs = quote.source !== null && (unknown || !quote.source.words.includes(quote.name));
  return differs ? [who, make("span", { className: "given" }, `as “${quote.source.words}”`)] : [who];
}
