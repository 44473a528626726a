import type { CreatedWebhook, Webhook, WebhookDelivery } from '@everruns/sdk';
import { WebhookEvent } from '@everruns/schemas';
import { Option, type Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { askConsent } from '../terminal/ask.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { formatTable } from '../terminal/format-table.ts';
import { take, toCount, withExamples } from './with-examples.ts';

const MAX_WEBHOOKS = 100;
const EXAMPLE_ID = '0194f7a0-0000-7000-8000-0000000000d1';

export function addWebhookCommands(program: Command, cli: Cli): void {
  const webhooks = program.command('webhooks').description('addresses that are told of events');
  withExamples(webhooks, 'webhooks list', 'webhooks create https://example.com/everruns --event turn.failed');
  addReadingCommands(webhooks, cli);
  addChangingCommands(webhooks, cli);
  addSecretCommand(webhooks, cli);
}

function addReadingCommands(webhooks: Command, cli: Cli): void {
  const list = webhooks
    .command('list')
    .description('list the webhooks of the organization')
    .action((_: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await take(api.webhooks.list({ limit: 100 }), MAX_WEBHOOKS);
        printer.show(found, () => formatWebhooks(found));
      }),
    );
  withExamples(list, 'webhooks list', 'webhooks list -o json');
  const deliveries = webhooks
    .command('deliveries')
    .argument('<id>', 'of the webhook')
    .option('-n, --limit <count>', 'at most so many', toCount, 20)
    .description('list what was and will be sent, newest first');
  deliveries.action((id: string, { limit }: { limit: number }) =>
    withServer(cli, deliveries, async ({ api, printer }) => {
      const found = await take(api.webhooks.deliveries(id, { limit: Math.min(limit, 100) }), limit);
      printer.show(found, () => formatDeliveries(found));
    }),
  );
  withExamples(
    deliveries,
    `webhooks deliveries ${EXAMPLE_ID}`,
    `webhooks deliveries ${EXAMPLE_ID} --limit 100 -o json`,
  );
}

function addChangingCommands(webhooks: Command, cli: Cli): void {
  const create = webhooks
    .command('create')
    .argument('<url>', 'where requests are sent')
    .addOption(
      new Option('--event <name...>', 'what it is told of').choices(WebhookEvent.options).makeOptionMandatory(),
    )
    .description('create a webhook, and show its secret once');
  create.action((url: string, { event }: { event: WebhookEvent[] }) =>
    withServer(cli, create, async ({ api, printer }) => {
      const made = await api.webhooks.create({ url, events: event });
      printer.show(made, () => formatSecret(made));
    }),
  );
  withExamples(create, 'webhooks create https://example.com/everruns --event turn.completed turn.failed');
  const remove = webhooks
    .command('delete')
    .argument('<id>', 'of the webhook')
    .option('-y, --yes', 'without asking')
    .description('delete a webhook; what waits is not sent');
  remove.action((id: string, { yes }: { yes?: boolean }) =>
    withServer(cli, remove, async ({ api, terminal }) => {
      const { url } = await api.webhooks.get(id);
      if (yes !== true && !(await askConsent(terminal, `Delete the webhook to ${cleanLine(url)}`))) return;
      await api.webhooks.delete(id);
      terminal.note('It is deleted.');
    }),
  );
  withExamples(remove, `webhooks delete ${EXAMPLE_ID} --yes`);
  const replay = webhooks
    .command('replay')
    .argument('<id>', 'of the webhook')
    .argument('<delivery-id>', 'of the delivery')
    .description('send a delivery again, with the same webhook-id');
  replay.action((id: string, deliveryId: string) =>
    withServer(cli, replay, async ({ api, printer }) => {
      const delivery = await api.webhooks.replay(id, deliveryId);
      printer.show(delivery, () => 'It is sent again.');
    }),
  );
  withExamples(replay, `webhooks replay ${EXAMPLE_ID} 0194f7a0-0000-7000-8000-0000000000d2`);
}

function addSecretCommand(webhooks: Command, cli: Cli): void {
  const rotate = webhooks
    .command('rotate-secret')
    .argument('<id>', 'of the webhook')
    .description('make a new secret and show it once; for 24 hours requests are signed with both');
  rotate.action((id: string) =>
    withServer(cli, rotate, async ({ api, printer }) => {
      const rotated = await api.webhooks.rotateSecret(id);
      printer.show(rotated, () => formatSecret(rotated));
    }),
  );
  withExamples(rotate, `webhooks rotate-secret ${EXAMPLE_ID}`);
}

function formatSecret({ id, secret }: CreatedWebhook): string {
  return `${id}\nIts secret, which is not shown again:\n${secret}`;
}

function formatWebhooks(webhooks: readonly Webhook[]): string {
  if (webhooks.length === 0) return 'There is no webhook.';
  const rows = webhooks.map(({ id, url, status, status_reason: reason, events }) => [
    id,
    cleanLine(url),
    reason === undefined ? status : `${status} (${reason})`,
    events.join(', '),
  ]);
  return formatTable(['ID', 'URL', 'STATUS', 'EVENTS'], rows);
}

function formatDeliveries(deliveries: readonly WebhookDelivery[]): string {
  if (deliveries.length === 0) return 'Nothing was sent in the last seven days.';
  const rows = deliveries.map((one) => [
    one.id,
    one.event,
    one.status,
    String(one.attempts),
    cleanLine(one.error ?? String(one.response_status ?? '')),
  ]);
  return formatTable(['ID', 'EVENT', 'STATUS', 'ATTEMPTS', 'ANSWER'], rows);
}
