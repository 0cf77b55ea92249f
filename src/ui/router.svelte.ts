import { hashToRoute, routeToHash, type Route } from './route.ts';

export interface RouterDeps {
  location: Pick<Location, 'hash'>;
  history: Pick<History, 'replaceState'>;
  addEventListener(type: 'hashchange', listener: () => void): void;
}

/** Where the app is, by the fragment of its address. */
export class Router {
  #current = $state.raw<Route>({ screen: 'chat', conversationId: null, messageId: null });
  #moves = $state(0);
  readonly #deps: RouterDeps;

  constructor(deps: RouterDeps) {
    this.#deps = deps;
    this.#current = hashToRoute(deps.location.hash);
    deps.addEventListener('hashchange', () => {
      this.#current = hashToRoute(deps.location.hash);
      this.#moves += 1;
    });
  }

  get current(): Route {
    return this.#current;
  }

  /** How often the person went somewhere since the start: the first screen must not take the focus. */
  get moves(): number {
    return this.#moves;
  }

  go(route: Route): void {
    this.#deps.location.hash = routeToHash(route);
  }

  /** Changes the address without a step to go back to, and without a new screen. */
  replace(route: Route): void {
    this.#deps.history.replaceState(null, '', routeToHash(route));
    this.#current = route;
  }
}
