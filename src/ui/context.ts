import { createContext } from 'svelte';
import type { App } from '../app/app.ts';
import type { Shell } from './shell/shell.svelte.ts';
import type { Tapper } from './tap.ts';

/** All that the screens see and do. */
export const [useApp, provideApp] = createContext<App>();

/** What the screens share among themselves: where we are, and what is being said to the person. */
export const [useShell, provideShell] = createContext<Shell>();

/** Turns the click of a person into consent. */
export const [useTap, provideTap] = createContext<Tapper>();
