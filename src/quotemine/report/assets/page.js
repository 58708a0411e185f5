// The page: one state, and what follows from it.

class Page {
  constructor({ documents, broken }) {
    this.documents = documents;
    this.quotes = documents.flatMap((doc) => doc.quotes);
    this.byKey = new Map(documents.map((doc) => [doc.key, doc]));
    this.state = stateFromHash(location.hash);
    this.left = null; // the quote from which a text was opened
    this.list = new QuoteList(this);
    this.reading = new Reading(this);
    this.keys = new Keys(this);
    this.speakers = new Facet("speakers", speakerChoices(this.quotes), (speaker) => this.change({ speaker }));
    this.documentsFacet = new Facet("documents", documentChoices(documents), (doc) => this.change({ doc }));
    this.title = document.title;
    this.showSummary(broken);
    this.listen();
    this.render();
  }

  get isReading() {
    return this.byKey.has(this.state.text);
  }

  linkTo(changes) {
    return hashOf({ ...this.state, ...changes });
  }

  /** Change the state.  `step` makes it one that the browser's Back undoes; filters would make too many of them. */
  change(changes, { step = false, render = true } = {}) {
    if (step) this.writeNow();
    this.state = { ...this.state, ...changes };
    clearTimeout(this.writing); // browsers allow some hundred changes of the address a minute; a slider makes more
    if (step) writeHash(this.state, { step });
    else this.writing = setTimeout(() => this.writeNow(), 150);
    if (render) this.render();
  }

  /** Before another view is opened, so that Back leads to this one as it is. */
  writeNow() {
    clearTimeout(this.writing);
    writeHash(this.state, { step: false });
  }

  listen() {
    addEventListener("hashchange", () => {
      clearTimeout(this.writing);
      this.state = stateFromHash(location.hash);
      this.render();
    });
    byId("filters").addEventListener("submit", (event) => event.preventDefault());
    byId("query").addEventListener("input", ({ target }) => this.change({ query: target.value }));
    byId("least").addEventListener("input", ({ target }) => this.change({ least: Number(target.value) }));
    byId("kinds").addEventListener("change", () => this.change({ kinds: [...document.querySelectorAll("[name=kind]:checked")].map((box) => box.value) }));
    byId("clear").addEventListener("click", () => this.clear());
    byId("back").addEventListener("click", (event) => (event.preventDefault(), this.back()));
    byId("skip").addEventListener("click", (event) => (event.preventDefault(), byId("main").focus()));
    byId("open-help").addEventListener("click", () => byId("help").showModal());
    byId("keys-on").addEventListener("change", ({ target }) => this.change({ keys: target.checked }, { render: false }));
    byId("results").addEventListener("click", (event) => this.onClickInList(event));
    byId("results").addEventListener("focusin", ({ target }) => this.list.setCurrent(this.list.quoteAt(target)));
    addEventListener("beforeprint", () => this.isReading || this.list.makeMore(Infinity));
    const wide = matchMedia("(min-width: 52rem)");
    const unfold = () => (byId("narrow").open = wide.matches);
    wide.addEventListener("change", unfold);
    unfold();
  }

  render() {
    const reading = this.isReading;
    byId("list").hidden = byId("filters").hidden = reading;
    byId("reading").hidden = !reading;
    byId("page").classList.toggle("is-reading", reading);
    byId("keys-on").checked = this.state.keys;
    if (reading) this.renderReading();
    else this.renderList();
  }

  renderReading() {
    const doc = this.byKey.get(this.state.text);
    this.left ??= doc.quotes[(this.state.at ?? 0) - 1] ?? null;
    document.title = `${doc.label} – ${this.title}`;
    byId("back").href = this.linkTo({ text: null, at: null });
    this.reading.open(doc, this.state.at);
  }

  renderList() {
    const { state } = this;
    const found = filterQuotes(this.quotes, state);
    const returning = this.left;
    this.left = null;
    document.title = this.title;
    this.showFilters(found);
    this.showCount(found.matches.length);
    this.list.show(found, returning);
    if (returning && !found.matches.includes(returning)) byId("main").focus();
  }

  showFilters(found) {
    const { state } = this;
    if (byId("query").value !== state.query) byId("query").value = state.query;
    byId("least").value = state.least;
    byId("least").setAttribute("aria-valuetext", `${state.least}%`);
    byId("least-shown").textContent = `${state.least}%`;
    for (const label of byId("kinds").querySelectorAll("label")) {
      const box = label.querySelector("input");
      box.checked = state.kinds.includes(box.value);
      label.querySelector(".number").textContent = (found.kinds.get(box.value) ?? 0).toLocaleString("en-GB");
    }
    this.speakers.show(found.speakers, state.speaker, !hasFilters({ ...state, speaker: null }));
    this.documentsFacet.show(found.documents, state.doc, !hasFilters({ ...state, doc: null }));
    byId("clear").hidden = !hasFilters(state);
    byId("chosen").hidden = !hasFilters(state);
    byId("chosen").textContent = this.sentenceOfFilters();
  }

  /** What the filters are, in words; on paper it is all that tells. */
  sentenceOfFilters() {
    const { state } = this;
    const parts = [
      state.query.trim() && `with the words ${state.query.trim()}`,
      state.speaker !== null && `by ${state.speaker === NOBODY ? "unknown speakers" : state.speaker}`,
      state.doc !== null && `in ${this.byKey.get(state.doc)?.label ?? `the document ${state.doc}, which is not in this report`}`,
      state.kinds.length < KINDS.length && `of kind ${state.kinds.join(" or ") || "(none chosen)"}`,
      state.least > 0 && `at least ${state.least}% sure`,
    ];
    return `Only quotes ${parts.filter(Boolean).join("; ")}.`;
  }

  /** Counts are told when typing pauses, so that whoever hears the page is not told every one. */
  showCount(number) {
    const all = this.quotes.length;
    const words = number === all ? counted(all, "quote") : `${number.toLocaleString("en-GB")} of ${counted(all, "quote")}`;
    clearTimeout(this.counting);
    if (byId("count").textContent === "") byId("count").textContent = words;
    else this.counting = setTimeout(() => (byId("count").textContent = words), 200);
  }

  showSummary(broken) {
    const names = new Set(this.quotes.filter((quote) => quote.name !== NOBODY).map((quote) => quote.name)).size;
    byId("summary").textContent = [counted(this.documents.length, "document"), counted(this.quotes.length, "quote"), counted(names, "speaker")].join(" · ");
    if (broken === 0 && byId("end") !== null) return;
    byId("broken").textContent = `This file is damaged or breaks off: what can be read of it is shown, ${counted(this.documents.length, "document")}. Make the report anew.`;
    byId("broken").hidden = false;
  }

  /** What stands in place of the list where no quote matches. */
  whyNothing() {
    const { state } = this;
    const note = (words) => make("p", { className: "note" }, words);
    if (this.documents.length === 0) return [note("There are no documents in this report.")];
    const doc = this.byKey.get(state.doc);
    if (doc && doc.quotes.length === 0) {
      return [note("No quotes were found in this document."), make("p", {}, make("a", { href: this.linkTo({ text: doc.key, at: null }) }, "Read the text"))];
    }
    if (this.quotes.length === 0) return [note(`No quotes were found in ${this.documents.length === 1 ? "this document" : "these documents"}.`)];
    return [note("No quote matches. Take a filter away, or search for fewer words.")];
  }

  onClickInList(event) {
    const quote = this.list.quoteAt(event.target);
    if (quote === null) return;
    if (event.target.closest(".copy")) copyQuote(quote);
    else if (event.target.closest(".in-text")) this.leave(quote); // and the link is followed
    else if (!event.target.closest("a, button") && getSelection().isCollapsed) this.openText(quote);
  }

  leave(quote) {
    this.writeNow();
    this.left = quote;
  }

  openText(quote) {
    this.left = quote;
    this.change({ text: quote.doc.key, at: quote.number }, { step: true });
  }

  openCurrent() {
    if (!this.isReading && this.list.currentQuote) this.openText(this.list.currentQuote);
  }

  copyCurrent() {
    const quote = this.isReading ? this.reading.quote : this.list.currentQuote;
    if (quote) copyQuote(quote);
    else notify("Choose a quote first, with j or k.");
  }

  /** To the list, at the quote that was marked last. */
  back() {
    this.left = this.reading.quote ?? this.left;
    this.change({ text: null, at: null }, { step: true });
  }

  search() {
    if (this.isReading) this.back();
    byId("query").focus();
    byId("query").select();
  }

  clear() {
    this.change({ ...START, keys: this.state.keys });
    byId("query").focus();
  }
}

function start() {
  byId("page").hidden = false;
  new Page(readDocuments());
}

// A page of which the end is missing, because writing it was interrupted, shows what it has.
document.addEventListener("DOMContentLoaded", start);
