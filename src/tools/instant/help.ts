/** What can be asked without a model, with one example of each. */
export const helpText = [
  'Assent answers these at once, without a model:',
  '',
  '- **Sums**: “12 * (3 + 4)”, “12% of 340”, “from 80 to 100 in percent”',
  '- **Units**: “5 miles in km”, “70 F to C”',
  '- **Money**: “rate 1 USD = 0.92 EUR”, then “100 USD in EUR”',
  '- **Dates and times**: “what day is 14 March 2027”, “days until Christmas”, “3pm London in New York”',
  '- **Notes**: “note: buy milk”, “search my notes for visa”, “show my notes”',
  '- **Lists**: “add eggs and milk to shopping”, “show my shopping list”',
  '- **Timers and reminders**: “timer 10 minutes”, “remind me tomorrow at 9 to call Ana”, “show my reminders”, “cancel the reminder to call Ana”',
  '- **Memory**: “remember that I am vegetarian”, “what do you know about me”, “what changed this week”',
  '- **Tools**: “make a tool that counts words”',
  '- **Undo**: “undo”',
  '',
  'Everything else goes to the model.',
].join('\n');
