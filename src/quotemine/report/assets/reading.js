// One text with its quotes marked, and who says them at its side.

class Reading {
  constructor(page) {
    this.page = page;
    this.doc = null;
    this.quote = null; // the one that is marked
    this.parts = new Map(); // quote → the elements that show it
    byId("previous").addEventListener("click", () => this.move(-1));
    byId("next").addEventListener("click", () => this.move(1));
    byId("copy-marked").addEventListener("click", () => this.quote && copyQuote(this.quote));
    byId("text").addEventListener("click", ({ target }) => this.onClick(target));
  }

  /** Show a text, made anew only if it is another one, and go to the quote, or to the title where there is none. */
  open(doc, at) {
    const quote = doc.quotes[(at ?? 0) - 1] ?? null;
    if (doc !== this.doc) this.make(doc);
    this.mark(quote);
    this.goTo(quote);
  }

  make(doc) {
    this.doc = doc;
    this.quote = null;
    this.parts = new Map(doc.quotes.map((quote) => [quote, []]));
    byId("reading-title").textContent = doc.label;
    const id = doc.title ? make("span", { className: "given" }, `document ${doc.id}`) : null;
    byId("reading-byline").replaceChildren(...dotted([...bylineOf(doc), id]));
    byId("bar").hidden = doc.quotes.length === 0;
    byId("text").replaceChildren(...this.paragraphs(doc), ...this.remarks(doc));
  }

  paragraphs(doc) {
    const ranges = paragraphsOf(doc.text);
    const marks = marksByParagraph(ranges, marksOf(doc.quotes));
    return ranges.map((range, index) => this.paragraph(doc.text, range, marks[index]));
  }

  paragraph(text, range, marks) {
    const nodes = piecesOf(range, marks).map((piece) => this.piece(text.slice(piece.start, piece.end), piece.start, piece.marks));
    const words = make("p", { dir: "auto" }, ...nodes);
    if (isWrapped(text.slice(...range))) words.className = "wrapped";
    const beginning = marks.filter(({ role, quote, start }) => role === "said" && start >= range[0] && start === firstInText(quote));
    const notes = beginning.map(({ quote }) => make("li", {}, this.note(quote)));
    return make("div", { className: "paragraph" }, words, notes.length ? make("ul", { className: "notes" }, ...notes) : null);
  }

  piece(words, at, marks) {
    if (marks.length === 0) return words;
    const said = marks.filter((mark) => mark.role === "said");
    const element = make(said.length ? "mark" : "span", { className: [...new Set(marks.map((mark) => mark.role))].join(" ") }, words);
    const beginning = said.filter(({ quote, start }) => start === at && start === firstInText(quote));
    if (beginning.length) element.dataset.begins = beginning.map(({ quote }) => quote.number).join(" "); // shown by the style
    for (const mark of marks) this.parts.get(mark.quote).push({ element, role: mark.role });
    element.dataset.quote = (said.at(-1) ?? marks.at(-1)).quote.number; // the innermost is the one meant by a click
    return element;
  }

  note(quote) {
    const number = make("span", { className: "number-of" }, `${quote.number} `);
    const button = make("button", { type: "button", className: "note-of" }, number, make("span", { className: "given" }, quote.name || "Speaker unknown"));
    button.setAttribute("aria-label", `Quote ${quote.number}: ${quote.name || "speaker unknown"}, ${quote.kind}`);
    button.dataset.quote = quote.number;
    this.parts.get(quote).push({ element: button, role: "note" });
    return button;
  }

  /** What there is to say where text and quotes do not go together, or one of them is missing. */
  remarks(doc) {
    const remarks = [];
    if (doc.text.trim() === "") remarks.push("The text of this document is empty.");
    else if (doc.quotes.length === 0) remarks.push("No quotes were found in this document.");
    const lost = doc.quotes.filter((quote) => firstInText(quote) === Infinity).length;
    if (lost) remarks.push(`${counted(lost, "quote")} cannot be marked: the text does not have these words at their offsets.`);
    return remarks.map((remark) => make("p", { className: "note" }, remark));
  }

  onClick(target) {
    const number = target.closest?.("[data-quote]")?.dataset.quote;
    if (number && getSelection().isCollapsed) this.choose(this.doc.quotes[number - 1]);
  }

  /** Go to the next or previous quote; before the first choice, to the first one. */
  move(steps) {
    const index = this.quote === null ? 0 : this.quote.number - 1 + steps;
    const quote = this.doc?.quotes[index];
    if (quote) this.choose(quote);
  }

  choose(quote) {
    this.page.change({ at: quote.number }, { step: false, render: false });
    this.mark(quote);
    this.goTo(quote);
  }

  mark(quote) {
    const light = (on) => ({ element, role }) => {
      element.classList.toggle(`now-${role}`, on);
      if (role === "note") element.setAttribute("aria-current", String(on));
    };
    if (this.quote) this.parts.get(this.quote)?.forEach(light(false));
    this.quote = quote;
    if (quote) this.parts.get(quote).forEach(light(true));
    byId("marked").replaceChildren(...dotted(quote ? this.facts(quote) : [counted(this.doc.quotes.length, "quote")]));
    byId("previous").disabled = quote === null || quote.number === 1;
    byId("next").disabled = quote !== null && quote.number === this.doc.quotes.length;
    byId("copy-marked").disabled = quote === null;
  }

  facts(quote) {
    const chain = quote.chain.length > 1 ? make("span", { className: "given" }, quote.chain.join(" → ")) : null;
    const place = make("span", {}, `Quote ${quote.number} of ${this.doc.quotes.length}`);
    return [place, ...factNodes(quote, chain)];
  }

  /** Bring the quote into view and the focus to it, so that whoever reads on by keys or by ear starts there. */
  goTo(quote) {
    const first = quote && this.parts.get(quote).find(({ role }) => role === "said")?.element;
    const target = first ?? byId("reading-title");
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (first) first.scrollIntoView({ block: "center", behavior: "auto" });
    else scrollTo(0, 0);
  }
}

const firstInText = (quote) => Math.min(...quote.content.filter((place) => place.inText && place.start < place.end).map((place) => place.start));
