/** How far from the end still counts as the end. In pixels. */
const near = 64;

/** Keeps the end of a scrolling page in view while it grows, unless the reader went up. */
export class StickToBottom {
  #stuck = $state(true);
  #scroller: HTMLElement | undefined;

  get stuck(): boolean {
    return this.#stuck;
  }

  /** `scroller` scrolls, its first child grows. */
  attach = (scroller: HTMLElement) => {
    this.#scroller = scroller;
    let height = scroller.scrollHeight;
    const look = () => {
      const grew = scroller.scrollHeight !== height;
      height = scroller.scrollHeight;
      const atEnd = height - scroller.scrollTop - scroller.clientHeight < near;
      // A scroll event caused by growth says nothing about what the reader wants.
      if (atEnd || !grew) this.#stuck = atEnd;
    };
    const follow = () => {
      if (this.#stuck) scroller.scrollTop = scroller.scrollHeight;
      height = scroller.scrollHeight;
    };
    const observer = new ResizeObserver(follow);
    observer.observe(scroller);
    if (scroller.firstElementChild) observer.observe(scroller.firstElementChild);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', look);
      this.#scroller = undefined;
    };
  };

  toEnd(): void {
    this.#stuck = true;
    if (this.#scroller) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** The reader is led somewhere else. */
  letGo(): void {
    this.#stuck = false;
  }
}
