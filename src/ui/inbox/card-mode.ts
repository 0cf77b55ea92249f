/** What a person is doing with a card. */
export type CardMode = 'reading' | 'editing' | 'rejecting';
