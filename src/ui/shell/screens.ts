import type { Component } from 'svelte';
import { painted } from '../painted.ts';
import type { PlainScreen } from '../route.ts';

/** What is loaded when it is first shown: only the shell and the composer come with the page. */
export const screens: Record<PlainScreen, () => Promise<Component>> = {
  inbox: async () => (await import('../inbox/InboxScreen.svelte')).default,
  memory: async () => (await import('../memory/MemoryScreen.svelte')).default,
  insights: async () => (await import('../insights/InsightsScreen.svelte')).default,
  models: async () => (await import('../models/ModelsScreen.svelte')).default,
  files: async () => (await import('../files/FilesScreen.svelte')).default,
  settings: async () => (await import('../settings/SettingsScreen.svelte')).default,
};

/** What stands around the composer: it must not keep the composer waiting. */
const around =
  <Loaded>(load: () => Promise<Loaded>) =>
  () =>
    painted.then(load);

export const loaders = {
  conversations: around(async () => (await import('../chat/ConversationList.svelte')).default),
  conversationSheet: async () => (await import('../chat/ConversationSheet.svelte')).default,
  shortcuts: async () => (await import('./ShortcutSheet.svelte')).default,
  notices: around(async () => (await import('./Notices.svelte')).default),
  conversation: around(async () => (await import('../chat/ConversationLog.svelte')).default),
  emptyChat: around(async () => (await import('../chat/EmptyChat.svelte')).default),
  chatProblem: around(async () => (await import('../chat/ChatProblem.svelte')).default),
} satisfies Record<string, () => Promise<Component>>;
