import { ErrorCode } from '@everruns/schemas';
import { REST_TAGS } from '../generate/rest-tags.ts';

/** A group of pages in the navigation. A page is named by its slug, which is its address below `/docs/`. */
export interface SiteSection {
  label: string;
  /** The slugs of the pages, in the order in which they are read. */
  pages: readonly string[];
  /** Pages of this folder that have no other place follow in the order of their names. */
  folder?: string;
  /** Whether the group is closed until a person opens it. */
  isClosed?: boolean;
}

const SITE_MAP: readonly SiteSection[] = [
  { label: 'Start', pages: ['index', 'quick-start'] },
  {
    label: 'Concepts',
    folder: 'concepts',
    pages: ['agents', 'sessions', 'subjects', 'taint', 'turns', 'events', 'atoms', 'capabilities', 'runners'].map(
      (name) => `concepts/${name}`,
    ),
  },
  {
    label: 'Guides',
    folder: 'guides',
    pages: [
      'first-agent',
      'tools',
      'every-tool',
      'web-and-secrets',
      'mcp-servers',
      'client-tools',
      'devices',
      'approvals',
      'questions',
      'sub-agents',
      'structured-output',
      'files-in-messages',
      'what-a-model-was-told',
      'forks',
      'streaming-to-a-browser',
      'feed',
      'finding-sessions',
      'many-sessions',
      'webhooks',
      'casts',
      'laptop-to-temporal',
      'deploying',
      'backing-up',
      'rotating-keys',
      'upgrading',
      'moving-from-the-original',
      'moving-from-langgraph',
      'moving-from-agent-builder',
    ].map((name) => `guides/${name}`),
  },
  {
    label: 'Operating',
    folder: 'operating',
    pages: [
      'configuration',
      'limits',
      'metrics',
      'alerts',
      'runbooks',
      ...['temporal-down', 'database-full', 'stuck-session', 'lost-worker', 'key-lost'].map(
        (name) => `runbooks/${name}`,
      ),
    ].map((name) => `operating/${name}`),
  },
  { label: 'Security', pages: ['security'] },
  {
    label: 'Reference',
    folder: '',
    pages: [
      'reference/events',
      'reference/errors',
      'reference/capabilities',
      'cli',
      'compat',
      'glossary',
      'deprecation',
    ],
  },
  {
    label: 'REST',
    folder: 'reference/rest',
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
  { label: 'Decisions', isClosed: true, pages: ['decisions'], folder: 'decisions' },
];

/** The navigation: every page that there is, once. */
export function createNavigation(slugs: readonly string[]): (SiteSection & { pages: string[] })[] {
  const placed = new Set(SITE_MAP.flatMap(({ pages }) => pages));
  const folders = SITE_MAP.flatMap(({ folder }) => (folder === undefined ? [] : [folder]))
    .toSorted()
    .reverse();
  const others = Map.groupBy(
    slugs.filter((slug) => !placed.has(slug)).toSorted(),
    (slug) => folders.find((folder) => folder === '' || slug.startsWith(`${folder}/`)) ?? '',
  );
  return SITE_MAP.map((section) => ({
    ...section,
    pages: [
      ...section.pages.filter((slug) => slugs.includes(slug)),
      ...(section.folder === undefined ? [] : (others.get(section.folder) ?? [])),
    ],
  }));
}

/** The slug of the page of an error code. A problem document's `type` leads to it. */
export function slugOfError(code: ErrorCode): string {
  return `errors/${code}`;
}
