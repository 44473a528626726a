import type { Intent } from './intent.ts';

const ASK = /\bask me\b[:,]?\s*([^?\n]{1,300}\?)/i;
const CHOICE = /\b([\p{L}\d-]{1,40}) or ([\p{L}\d-]{1,40})\?$/u;

/** Recognizes "Ask me: tea or coffee?". With a choice at its end the question has options. */
export const readAskIntent: Intent = (text) => {
  const [, question] = ASK.exec(text) ?? [];
  if (question === undefined) return [];
  const [, first, second] = CHOICE.exec(question) ?? [];
  const options = first === undefined || second === undefined ? {} : { options: [first, second] };
  return [{ name: 'ask_user', arguments: { question, ...options } }];
};
