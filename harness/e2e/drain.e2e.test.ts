import { expect, it } from 'vitest';
import { isEvent, readUntil } from './read-until.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack({ controlPlanes: 2 });

it('a replica that is shut down is not ready, finishes the turn and the request that it has', async () => {
  const { running } = shared;
  const [leaving, staying] = [shared.replica(0), shared.replica(1)];
  const session = await leaving.createSession();
  const answering = leaving.post(session.id, '[[sim:delay 4000]][[sim:text Last words.]]', { wait: 30 });
  await readUntil(staying, session.id, { until: isEvent('reason.started') });
  const gone = running.controlPlanes[0]?.kill('SIGTERM');
  await expect
    .poll(() =>
      leaving.fetch('GET', '/health/ready').then(
        ({ status }) => status,
        () => 'refused',
      ),
    )
    .not.toBe(200);
  expect((await staying.fetch('GET', '/health/ready')).status).toBe(200);
  const { turn, output } = await answering;
  expect([turn.status, output?.at(-1)?.content]).toEqual(['completed', [{ type: 'text', text: 'Last words.' }]]);
  await gone;
  expect(running.controlPlanes[0]?.isRunning()).toBe(false);
  expect((await staying.events(session.id)).filter(({ type }) => type === 'turn.started')).toHaveLength(1);
});
