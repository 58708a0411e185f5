// The choices at the side: speakers and documents with counts, a few at first and more when asked for.

const FEW = 10;
const MANY = 50;

class Facet {
  /**
   * @param name of its elements: "speakers" or "documents".
   * @param choices all there are, as {key, label, total}, in the order to show them.
   * @param choose called with the key that was chosen, null for none.
   */
  constructor(name, choices, choose) {
    Object.assign(this, { name, choices, choose, limit: FEW, wanted: "" });
    byId(`${name}-find`).hidden = choices.length <= FEW;
    byId(`${name}-query`).addEventListener("input", ({ target }) => {
      this.wanted = target.value.trim().toLowerCase();
      this.limit = this.wanted === "" ? FEW : MANY;
      this.refresh();
    });
    byId(`${name}-more`).addEventListener("click", () => {
      const first = this.limit;
      this.limit += MANY;
      this.refresh();
      byId(name).children[first]?.querySelector("button").focus(); // the button that was pressed may be gone
    });
    byId(name).addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button === null) return;
      const { key } = this.shown[Number(button.dataset.index)];
      this.choose(key === this.chosen ? null : key);
    });
  }

  /** @param unfiltered whether no other filter is on, so that what has no quotes at all is shown, too. */
  show(counts, chosen, unfiltered) {
    Object.assign(this, { counts, chosen, unfiltered });
    this.refresh();
  }

  refresh() {
    const fitting = this.choices.filter((choice) => this.fits(choice));
    this.shown = this.order(fitting).slice(0, this.limit);
    const focused = byId(this.name).contains(document.activeElement) ? document.activeElement.dataset.index : undefined;
    byId(this.name).replaceChildren(...this.shown.map((choice, index) => this.makeChoice(choice, index)));
    if (focused !== undefined) this.focusOn(this.chosen, Number(focused));
    const left = fitting.length - this.shown.length;
    byId(`${this.name}-more`).hidden = left <= 0;
    byId(`${this.name}-more`).textContent = `Show more (${left.toLocaleString("en-GB")} left)`;
  }

  /** A choice that would give nothing is left out, but for one that is made. */
  fits(choice) {
    if (choice.key === this.chosen) return true;
    if (this.wanted !== "" && !choice.label.toLowerCase().includes(this.wanted)) return false;
    return this.counts.has(choice.key) || (this.unfiltered && choice.total === 0);
  }

  /** Speakers: who says most of what matches comes first, the chosen one at the top.  Documents: as they came. */
  order(choices) {
    if (this.name !== "speakers") return this.chosenFirst(choices);
    const counts = this.counts;
    return this.chosenFirst([...choices].sort((a, b) => (counts.get(b.key) ?? 0) - (counts.get(a.key) ?? 0)));
  }

  chosenFirst(choices) {
    const chosen = choices.filter((choice) => choice.key === this.chosen);
    return chosen.length ? [...chosen, ...choices.filter((choice) => choice.key !== this.chosen)] : choices;
  }

  makeChoice(choice, index) {
    const number = this.counts.get(choice.key) ?? 0;
    const label = make("span", { className: "given" }, choice.label);
    const button = make("button", { type: "button" }, label, " ", make("span", { className: "number" }, number.toLocaleString("en-GB")));
    button.setAttribute("aria-pressed", String(choice.key === this.chosen));
    button.dataset.index = index;
    return make("li", {}, button);
  }

  /** The list was made anew under the focus: give it to the choice that was made, or to the same place. */
  focusOn(key, index) {
    const place = key === null ? Math.min(index, this.shown.length - 1) : this.shown.findIndex((choice) => choice.key === key);
    byId(this.name).children[place]?.querySelector("button").focus({ preventScroll: true });
  }
}

function speakerChoices(quotes) {
  const totals = new Map();
  for (const quote of quotes) count(totals, quote.name);
  return [...totals]
    .map(([key, total]) => ({ key, total, label: key === NOBODY ? "Speaker unknown" : key }))
    .sort((a, b) => b.total - a.total || (a.label < b.label ? -1 : 1));
}

const documentChoices = (documents) => documents.map((doc) => ({ key: doc.key, label: doc.label, total: doc.quotes.length }));
