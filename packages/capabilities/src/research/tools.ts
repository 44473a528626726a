import { defineTool, toIsoTimestamp, type Tool, type ToolContext } from '@everruns/core';
import { hasErrorCode, type JsonObject } from '@everruns/schemas';
import { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import { MAX_CHARS } from '../web-fetch/definition.ts';
import { createWebFetchTools } from '../web-fetch/tools.ts';
import { askDocument } from './ask-document.ts';
import * as parameters from './definition.ts';

const FOLDER = '/research';
const PLAN = `${FOLDER}/plan.json`;
const FINDINGS = `${FOLDER}/findings`;
const MAX_FINDINGS = 500;
/** How many windows of a source are searched for the quote: a million characters. */
const MAX_WINDOWS = 20;

const Plan = z.object({ question: z.string(), steps: z.array(z.string()) });
const Finding = z.object({
  number: z.int(),
  title: z.string(),
  text: z.string(),
  quote: z.string(),
  source: z.string(),
  fetched_at: z.string(),
});
type Finding = z.output<typeof Finding>;

export function createResearchTools(): Tool[] {
  return [
    defineTool({
      name: 'plan_research',
      parameters: parameters.PlanResearchParameters,
      run: async (plan, { files }) => {
        await files.write({ path: PLAN, content: JSON.stringify(plan, null, 2), encoding: 'text' });
        return { path: PLAN, steps: plan.steps.length };
      },
    }),
    defineTool({ name: 'save_finding', parameters: parameters.SaveFindingParameters, run: saveFinding }),
    defineTool({
      name: 'cite',
      parameters: parameters.CiteParameters,
      run: async ({ finding }, context) => cite(await readFinding(finding, context), context),
    }),
    defineTool({ name: 'list_findings', parameters: parameters.ListFindingsParameters, run: listFindings }),
    defineTool({ name: 'ask_document', parameters: parameters.AskDocumentParameters, run: askDocument }),
  ];
}

/** Fetches the source, so that no finding names a page that was not read in this session, and looks for the quote in it. */
async function saveFinding(
  { source, quote, ...rest }: z.output<typeof parameters.SaveFindingParameters>,
  context: ToolContext,
): Promise<JsonObject> {
  await proveQuote({ source, quote }, context);
  const numbers = await listNumbers(context);
  // One that was deleted leaves a gap, and no later finding is overwritten.
  const number = (numbers.at(-1) ?? 0) + 1;
  if (number > MAX_FINDINGS) throw createRefusal(`There are ${MAX_FINDINGS} findings, which is the most of a session.`);
  const finding: Finding = { number, ...rest, quote, source, fetched_at: toIsoTimestamp(context.clock.now()) };
  const path = pathOf(number);
  await context.files.write({ path, content: JSON.stringify(finding, null, 2), encoding: 'text' });
  return { finding: number, path, source, fetched_at: finding.fetched_at };
}

async function proveQuote({ source, quote }: { source: string; quote: string }, context: ToolContext): Promise<void> {
  const wanted = simplify(quote);
  let start = 0;
  let before = '';
  for (let window = 0; window < MAX_WINDOWS; window += 1) {
    const page = await fetchWindow(source, start, context);
    if (page.status >= 400)
      throw createRefusal(`The source answered with status ${page.status}, so it cannot be cited.`);
    const text = simplify(page.content ?? '');
    if ((before + text).includes(wanted)) return;
    if (page.next_start === undefined) break;
    before = text.slice(-wanted.length);
    start = page.next_start;
  }
  throw createRefusal('The source does not contain the quote. Copy the words exactly, or name the page that has them.');
}

const Page = z.object({ status: z.int(), content: z.string().optional(), next_start: z.int().optional() });

async function fetchWindow(url: string, start: number, context: ToolContext): Promise<z.output<typeof Page>> {
  const [fetchPage] = createWebFetchTools();
  const args = { url, method: 'GET', format: 'text', max_chars: MAX_CHARS, start };
  return Page.parse(await fetchPage?.run(args, context));
}

/** Spaces, quotation marks and dashes differ between a page and what a model copies of it. */
function simplify(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u201C\u201D"'`]/g, "'")
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The file of a finding can be written by hand, so its source is looked for among the pages that tools have read. */
async function cite(
  { number, title, source, quote, fetched_at }: Finding,
  { sources }: ToolContext,
): Promise<JsonObject> {
  const url = URL.parse(source);
  if (url !== null) url.hash = '';
  if (url === null || !(await sources.has(url.href))) {
    throw createRefusal(
      `The source of finding ${number} was never read in this session. Save the finding with save_finding.`,
    );
  }
  const day = fetched_at.slice(0, 10);
  return { citation: `[${number}] ${title}, ${source} (read on ${day})`, source, quote, fetched_at };
}

async function listFindings(_args: object, context: ToolContext): Promise<JsonObject> {
  const findings: JsonObject[] = [];
  for (const number of await listNumbers(context)) {
    const { title, source, fetched_at } = await readFinding(number, context);
    findings.push({ finding: number, title, source, fetched_at });
  }
  const plan = await readJson(PLAN, Plan, context);
  return { ...(plan === null ? {} : { question: plan.question, steps: plan.steps }), findings };
}

async function listNumbers({ files }: ToolContext): Promise<number[]> {
  const infos = await files.list(FINDINGS).catch((error: unknown) => {
    if (hasErrorCode(error, 'not_found')) return [];
    throw error;
  });
  return infos.flatMap(({ path }) => Number(/\/(\d{1,4})\.json$/.exec(path)?.[1] ?? [])).toSorted((a, b) => a - b);
}

async function readFinding(number: number, context: ToolContext): Promise<Finding> {
  const finding = await readJson(pathOf(number), Finding, context);
  if (finding !== null) return finding;
  throw createRefusal(
    `There is no finding ${number} whose source was fetched in this session. Save it with save_finding first.`,
  );
}

/** Null for a file that does not exist, or that somebody has made into something else. */
async function readJson<Output>(
  path: string,
  schema: z.ZodType<Output>,
  { files }: ToolContext,
): Promise<Output | null> {
  try {
    const { content } = await files.read(path);
    const value: unknown = JSON.parse(content);
    return schema.safeParse(value).data ?? null;
  } catch (error) {
    if (hasErrorCode(error, 'not_found') || error instanceof SyntaxError) return null;
    throw error;
  }
}

function pathOf(number: number): string {
  return `${FINDINGS}/${number}.json`;
}
