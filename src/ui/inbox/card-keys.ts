export type CardAction = 'details' | 'edit' | 'reject' | 'next' | 'previous';

/** What single keys do while a card has the focus. None of them approves: that is always the button. */
const actions: Readonly<Record<string, CardAction>> = {
  Enter: 'details',
  e: 'edit',
  r: 'reject',
  j: 'next',
  k: 'previous',
};

export const cardAction = (key: string): CardAction | undefined =>
  Object.hasOwn(actions, key) ? actions[key] : undefined;
