export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

interface ToastsDeps {
  setTimeout(callback: () => void, ms: number): unknown;
}

/** Short words about what just happened. */
export class Toasts {
  #shown = $state.raw<Toast[]>([]);
  #next = 1;
  readonly #deps: ToastsDeps;

  constructor(deps: ToastsDeps) {
    this.#deps = deps;
  }

  get shown(): Toast[] {
    return this.#shown;
  }

  /** Shows `text` for `ms`; with `undo` there is a button for it until then. */
  say(text: string, undo?: () => void, ms = undo ? 10_000 : 4_000): void {
    const id = this.#next++;
    this.#shown = [...this.#shown.slice(-2), undo ? { id, text, undo } : { id, text }];
    this.#deps.setTimeout(() => this.dismiss(id), ms);
  }

  dismiss(id: number): void {
    this.#shown = this.#shown.filter((toast) => toast.id !== id);
  }
}
