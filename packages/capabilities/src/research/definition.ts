import { defineCapability } from '@everruns/core/catalog';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';
import { WebFetchConfig } from '../web-fetch/definition.ts';

const Source = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .describe('The address of a page that was fetched in this session');
const Line = z.string().min(1).max(500);

export const PlanResearchParameters = z.strictObject({
  question: Line.describe('What is to be found out'),
  steps: z.array(Line).min(1).max(30).describe('What to look for, in order'),
});
export const SaveFindingParameters = z.strictObject({
  title: Line,
  text: z.string().min(1).max(20_000).describe('What was found, in your words'),
  quote: z.string().min(1).max(5_000).describe('The words of the source that prove it, copied exactly'),
  source: Source,
});
export const CiteParameters = z.strictObject({ finding: z.int().positive().describe('The number of the finding') });
export const ListFindingsParameters = z.strictObject({});

export const AskDocumentParameters = z.strictObject({
  path: z.string().describe('Absolute path of a session file: PDF, DOCX, XLSX, PPTX, CSV, HTML or other text'),
  question: Line.describe('What you want to know; it is asked about the whole document'),
});

export const research = defineCapability({
  id: 'research',
  name: 'Research',
  description: 'Keeps findings with their sources, cites only what was read, and asks whole documents.',
  status: 'available',
  configSchema: WebFetchConfig,
  prompt: () =>
    'For questions that need sources: plan with plan_research, read pages with the web tools, and keep each fact with save_finding and the exact words of ' +
    'its source: the source is fetched again, and a quote that it does not contain is refused. In your answer cite findings with cite; a source that was not fetched in this session cannot be cited. Findings are files in /research. ' +
    'Ask a long document with ask_document instead of reading it page by page.',
  tools: describeTools('research', [
    {
      name: 'plan_research',
      description: 'Write down the question and the steps. A new plan replaces the one before.',
      parameters: PlanResearchParameters,
      effect: 'idempotent',
    },
    {
      name: 'save_finding',
      description:
        'Keep a fact with its source and the words that prove it. Fetches the source and refuses a quote that it does not contain.',
      parameters: SaveFindingParameters,
      effect: 'idempotent',
      timeoutMs: 120_000,
      hints: { open_world: true },
    },
    {
      name: 'cite',
      description: 'Get the citation of a finding. Refused if its source was never fetched in this session.',
      parameters: CiteParameters,
      effect: 'read',
    },
    {
      name: 'list_findings',
      description: 'List the plan and all findings with their sources.',
      parameters: ListFindingsParameters,
      effect: 'read',
    },
    {
      name: 'ask_document',
      description:
        'Get the answer of a whole document to a question, however long it is: its parts are read outside of this conversation.',
      parameters: AskDocumentParameters,
      effect: 'read',
      foreign: true,
      timeoutMs: 180_000,
      hints: { long_running: true, asks_model: true },
    },
  ]),
});
