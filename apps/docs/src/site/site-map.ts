import { ErrorCode } from '@everruns/schemas';
import { REST_TAGS } from '../generate/rest-tags.ts';

/** A group of pages in the navigation. A page is named by its slug, which is its address below `/docs/`. */
export interface SiteSection {
  label: string;
  /** The slugs of the pages, in the order in which they are read. */
  pages: readonly string[];
  /** Whether the group is closed until a person opens it. */
  isClosed?: boolean;
}

const DECISIONS = [
  '0001-typescript-runs-as-it-is',
  '0002-lock-decide-write',
  '0003-lost-attempts-are-counted-on-the-atom',
  '0004-when-a-free-lock-is-a-death',
  '0005-temporal-workers-are-unversioned',
  '0006-decided-from-memory',
  '0007-one-stream-a-worker',
  '0008-commits-gather',
  '0009-compaction-inside-the-reason-atom',
  '0010-immediate-tools',
  '0011-a-fallback-is-the-turn-s-own-choice',
  '0012-work-that-a-tenant-chooses-runs-in-killable-threads',
  '0013-one-normalizer-and-a-repair',
  '0014-pictures-are-scaled-by-a-codec-of-webassembly',
  '0015-a-session-costs-one-statement',
];

/** Every page of the site, once. */
export const SITE_MAP: readonly SiteSection[] = [
  { label: 'Start', pages: ['index'] },
  { label: 'Operating', pages: ['operating/configuration'] },
  { label: 'Reference', pages: ['reference/events', 'reference/errors', 'cli', 'compat', 'glossary'] },
  {
    label: 'REST',
    isClosed: true,
    pages: ['reference/rest', ...[...REST_TAGS, 'nouns'].map((tag) => `reference/rest/${tag}`)],
  },
  { label: 'Error codes', isClosed: true, pages: ErrorCode.options.map(slugOfError) },
  { label: 'Performance', isClosed: true, pages: ['performance', 'benchmarks', 'capacity'] },
  {
    label: 'Engine internals',
    isClosed: true,
    pages: ['engine', ...['message', 'frame', 'heartbeat', 'retry', 'cancel'].map((life) => `life-of/${life}`)],
  },
  {
    label: 'Contributing',
    isClosed: true,
    pages: ['a-capability', 'a-provider', 'a-route', 'a-table', 'a-ui-page', 'an-event-type'].map(
      (noun) => `how-to/add-${noun}`,
    ),
  },
  { label: 'Decisions', isClosed: true, pages: ['decisions', ...DECISIONS.map((name) => `decisions/${name}`)] },
];

/** The slug of the page of an error code. A problem document's `type` leads to it. */
export function slugOfError(code: ErrorCode): string {
  return `errors/${code}`;
}
