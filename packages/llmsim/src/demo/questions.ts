/** What people ask in the demo data. The demo's models know a scenario for each. */
export const DEMO_QUESTIONS = {
  plan: 'Plan a week in Lisbon for under €500, and write it to a file.',
  retry: 'How many hours are 3.5 days?',
  fallback: 'What did the night shift leave open?',
  takeOver: 'Explain to my manager why a durable agent survives a crash.',
  cancel: 'Write the whole story of that journey.',
  refused: 'Which trains run on Sunday?',
  brokenTool: 'What does the file /offers/spring.md say?',
  approval: 'Delete the draft /drafts/old.md, we do not need it any more.',
  question: 'Create the customer’s account.',
  client: 'Which papers do I need for the journey?',
  subagents: 'Compare two hotels for me: price and distance.',
  steps: 'Add up the invoices of the year, one month after the other.',
  report: 'Summarize this week’s notes:',
  refund: 'A customer wants a refund for order 4711. What do we do?',
  ledger: 'Write the totals of the quarter as a table.',
} as const;
export type DemoQuestion = keyof typeof DEMO_QUESTIONS;
