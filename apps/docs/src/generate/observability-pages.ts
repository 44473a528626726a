import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { code, formatTable } from './format.ts';
import type { GeneratedPage } from './page.ts';

/** A metric in the sources of its process: its name, then its help. */
const METRIC = /name: '(everruns_\w+)',\s*help:\s*(?:'([^']+)'|"([^"]+)")/g;
const NAME = /name: '(everruns_\w+)'/g;

const Alerts = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string(),
          labels: z.object({ severity: z.string() }),
          annotations: z.object({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});

/** The lists of metrics, from the code that makes them. Throws if one of them cannot be read there. */
export async function generateMetricsPage(folder: string): Promise<GeneratedPage> {
  const ofControlPlane = await listMetrics(path.join(folder, '../control-plane/src/telemetry'));
  const ofWorker = await listMetrics(path.join(folder, '../worker/src/health'));
  const markdown = [
    '# Metrics',
    'A control plane with `METRICS_ADDR` serves `/metrics` in the text format of Prometheus on a port of its own. Labels are closed sets: no id, no path, nothing that was said. Scrape every control plane: most figures count what that process did, and those about waiting turns are the same from each of them.',
    '```yaml parsed\nscrape_configs:\n  - job_name: everruns\n    scrape_interval: 15s\n    static_configs:\n      - targets: [control-plane-1:9002, control-plane-2:9002]\n```',
    'A dashboard for Grafana is `harness/observability/dashboard.json` of the repository, and the [alerts](alerts.md) are beside it.',
    '## What there is',
    formatTable(['metric', 'meaning'], ofControlPlane),
    'The default metrics of Node (`process_…`, `nodejs_…`) are there too.',
    '## Of a worker',
    'A worker with `WORKER_HTTP_ADDR` serves `/metrics` too.',
    formatTable(['metric', 'meaning'], ofWorker),
    '## Traces',
    '`OTEL_EXPORTER_OTLP_ENDPOINT` sends a trace of each turn over OTLP/HTTP, with the names of the GenAI semantic conventions. What was said is left out unless `OTEL_RECORD_CONTENT=true`. A `traceparent` of the request that posted the message is continued.',
    '## Logs',
    'Logs are lines of JSON on standard output. A request is one line at the level `debug`, with its `request_id`, which is also in the answer, and the ids of its organization, session and turn; one that is refused is a warning, one that fails an error. A turn that is taken over, a fallback, a conversation that is repaired, what the sweep moves on and a wrong clock are a line each; at `debug` the end of a turn is one too. Causes are spelled out, and credentials never appear.',
  ].join('\n\n');
  return { file: 'operating/metrics.md', markdown: `${markdown}\n` };
}

async function listMetrics(sources: string): Promise<string[][]> {
  const files = (await readdir(sources))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .toSorted();
  const texts = await Promise.all(files.map((file) => readFile(path.join(sources, file), 'utf8')));
  const rows = texts.flatMap((text) =>
    [...text.matchAll(METRIC)].map(([, name = '', plain, quoted]) => [code(name), plain ?? quoted ?? '']),
  );
  const count = texts.flatMap((text) => [...text.matchAll(NAME)]).length;
  if (rows.length !== count) throw new Error(`${count - rows.length} metrics have a name without a help beside it.`);
  return rows.toSorted(([left = ''], [right = '']) => (left < right ? -1 : 1));
}

/** The list of alerts, from the file that Prometheus loads. */
export async function generateAlertsPage(folder: string): Promise<GeneratedPage> {
  const text = await readFile(path.join(folder, '../../harness/observability/alerts.yaml'), 'utf8');
  const rules = Alerts.parse(parse(text)).groups.flatMap((group) => group.rules);
  const sections = rules.map(({ alert, expr, for: time, labels, annotations }) =>
    [
      `## ${alert}`,
      `${annotations.summary} ${annotations.description}`,
      `\`\`\`text shown\n${expr}\n\`\`\``,
      `It fires after ${time}, as a ${labels.severity}.`,
    ].join('\n\n'),
  );
  const intro =
    'Alert rules for Prometheus come with the product, in `harness/observability/alerts.yaml` of the repository: load the file under `rule_files`. A page wakes somebody, a ticket waits for the morning. The [runbooks](runbooks/index.md) say what to do.';
  return { file: 'operating/alerts.md', markdown: `# Alerts\n\n${intro}\n\n${sections.join('\n\n')}\n` };
}
