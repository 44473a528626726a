import { lastUserText, type SimConversation } from '../conversation.ts';
import { unfence } from './unfence.ts';

const MAX_QUOTE = 120;
/** Words that most questions have. */
const SHORTEST_WORD = 5;

/** Answers the question of a tool: quotes the first line of the text that has a word of the question, or else how the text begins. */
export function answerTool(conversation: SimConversation): string {
  const asked = lastUserText(conversation);
  const [question = ''] = asked.split('\n', 1);
  const words = question.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  const wanted = words.filter((word) => word.length >= SHORTEST_WORD && word !== 'question');
  const lines = unfence(asked)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const line = lines.find((one) => wanted.some((word) => one.toLowerCase().includes(word))) ?? lines[0] ?? '';
  return `It says: ${line.trim().slice(0, MAX_QUOTE).toWellFormed()}`;
}
