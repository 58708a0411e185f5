// The keyboard.  Keys are left alone in fields, in dialogs, and together with Ctrl, Alt or Meta.

const isField = (element) => element.matches?.("input, textarea, select, [contenteditable]") ?? false;

class Keys {
  constructor(page) {
    this.page = page;
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.querySelector("dialog[open]") !== null) return; // which closes on Esc by itself
    const action = this.actionFor(event.key, event.target);
    if (action === null) return;
    event.preventDefault();
    action();
  }

  actionFor(key, target) {
    const { page } = this;
    if (key === "Escape") return isField(target) ? () => target.blur() : page.isReading ? () => page.back() : null;
    if (isField(target)) return null;
    if (key === "ArrowDown" || key === "ArrowUp") return this.mayTakeArrows(target) ? () => this.step(key === "ArrowDown" ? 1 : -1) : null;
    if (key === "Enter") return this.isOnQuote(target) ? () => page.openCurrent() : null;
    if (!page.state.keys) return null;
    const actions = {
      j: () => this.step(1),
      k: () => this.step(-1),
      c: () => this.page.copyCurrent(),
      "/": () => page.search(),
      "?": () => byId("help").showModal(),
    };
    return Object.hasOwn(actions, key) ? actions[key] : null;
  }

  step(steps) {
    (this.page.isReading ? this.page.reading : this.page.list).move(steps);
  }

  /** Arrows scroll as ever, but where a quote has the focus, or nothing has. */
  mayTakeArrows(target) {
    return target === document.body || this.isOnQuote(target);
  }

  isOnQuote(target) {
    return target.matches?.("li.quote, mark.said") ?? false;
  }
}
