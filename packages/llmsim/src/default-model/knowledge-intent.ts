import type { Intent } from './intent.ts';

const PLAN = /\b(?:plan (?:the |a )?research|research)\b(?:\s+(?:on|about|into|for))?:?\s+([^\n]{3,400})/i;
const FINDINGS = /\b(?:list|show|which|what are)\b[^.\n]{0,40}\bfindings\b/i;
const SKILLS = /\b(?:list|show|which|what)\b[^.\n]{0,40}\bskills\b/i;
const LOAD = /\b(?:load|use|open)\b[^.\n]{0,20}\bskill\s+[`"“]?([a-z0-9][a-z0-9-]{0,63})/i;
const DOCUMENT =
  /\b(?:read|open|summarize)\b[^.\n]{0,40}?[`"']?((?:\/?[\w-]+\/)*[\w-]+\.(?:pdf|docx|xlsx|pptx|csv|html))\b/i;

/** Recognizes "Research durable execution", "List the findings", "Which skills are there?", "Load the skill invoices". */
export const readKnowledgeIntent: Intent = (text) => {
  if (FINDINGS.test(text)) return [{ name: 'list_findings', arguments: {} }];
  const skill = LOAD.exec(text)?.[1];
  if (skill !== undefined) return [{ name: 'load_skill', arguments: { name: skill } }];
  if (SKILLS.test(text)) return [{ name: 'list_skills', arguments: {} }];
  const question = PLAN.exec(text)?.[1]?.trim();
  if (question === undefined) return [];
  const steps = ['Find pages about it', 'Keep what they say with a quote', 'Answer with sources'];
  return [{ name: 'plan_research', arguments: { question, steps } }];
};

const ASKED =
  /\bask\s+(?:the\s+(?:document|file)\s+)?[`"']?((?:\/?[\w-]+\/)*[\w-]+\.(?:pdf|docx|xlsx|pptx|csv|html|txt|md))[`"']?[:,]?\s+([^\n]{3,400})/i;

/** Recognizes "Ask report.pdf: how long is the bridge?". */
export const readDocumentQuestion: Intent = (text, { tools }) => {
  const [, path, question] = ASKED.exec(text) ?? [];
  if (path === undefined || question === undefined || !tools.some(({ name }) => name === 'ask_document')) return [];
  return [{ name: 'ask_document', arguments: { path: toAbsolute(path), question: question.trim() } }];
};

function toAbsolute(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

/** Recognizes "Read report.pdf". A tool that reads files reads no documents. */
export const readDocumentIntent: Intent = (text, { tools }) => {
  const path = DOCUMENT.exec(text)?.[1];
  if (path === undefined || !tools.some(({ name }) => name === 'read_document')) return [];
  return [{ name: 'read_document', arguments: { path: toAbsolute(path) } }];
};
