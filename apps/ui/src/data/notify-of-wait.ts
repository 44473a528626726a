import { everruns } from './everruns.ts';
import { readStored } from './use-stored.ts';

/** Under this key `on` is kept if the person wants notifications of the browser. */
export const NOTIFICATIONS_KEY = 'everruns-notifications';

/** Tells a person who looks elsewhere that something waits for them, if they have asked for that. */
export function notifyOfWait({ wait_id, kind }: { wait_id: string; kind: string }): void {
  const isWanted = readStored(NOTIFICATIONS_KEY) === 'on' && 'Notification' in window;
  if (!isWanted || Notification.permission !== 'granted' || document.hasFocus()) return;
  if (kind !== 'approval' && kind !== 'question' && kind !== 'connection') return;
  // What cannot be read any more was decided already.
  void show(wait_id).catch(() => undefined);
}

async function show(waitId: string): Promise<void> {
  const { agent_name, kind, request, status } = await everruns.approvals.get(waitId);
  if (status !== 'open') return;
  const asks = kind === 'question' ? 'asks a question' : `asks to run ${request.tool}`;
  const notification = new Notification('Somebody is needed', { body: `${agent_name} ${asks}.`, tag: waitId });
  notification.addEventListener('click', () => {
    window.focus();
    window.location.assign('/approvals');
    notification.close();
  });
}
