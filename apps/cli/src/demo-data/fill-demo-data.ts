import type { Everruns } from '@everruns/sdk';
import { createDemoAgents, DEMO_TAG } from './demo-agents.ts';
import { moveBack, type Move } from './move-back.ts';
import { playScene, type Stage } from './play-scene.ts';
import { SCENES, type Scene } from './scenes.ts';

const AT_ONCE = 6;
/** The clerk’s prompt was changed then, so that the sessions of the week ran with two versions. */
const CHANGED_DAYS_AGO = 2.5;

export interface DemoPlace extends Pick<Stage, 'startSecond'> {
  api: Everruns;
  databaseUrl: string;
}

/** Fills a platform with a week of sessions in which everything happened. Returns how many, or null if they are there already. */
export async function fillDemoData({ api, databaseUrl, startSecond }: DemoPlace): Promise<number | null> {
  if ((await api.agents.list({ tag: DEMO_TAG, limit: 1 }).page()).data.length > 0) return null;
  const agents = await createDemoAgents(api);
  const play = async (scene: Scene): Promise<Move> => {
    const sessionId = await playScene(scene, { api, startSecond, agentId: agents[scene.agent].id });
    return { sessionId, daysAgo: scene.daysAgo };
  };
  const older = await playAll(
    SCENES.filter(({ daysAgo }) => daysAgo > CHANGED_DAYS_AGO),
    play,
  );
  await api.agents.update(agents.clerk.id, {
    system_prompt: `${agents.clerk.system_prompt} Ask for the dates if they are missing.`,
  });
  const newer = await playAll(
    SCENES.filter(({ daysAgo }) => daysAgo <= CHANGED_DAYS_AGO),
    play,
  );
  const moves = [...older, ...newer];
  await moveBack(
    databaseUrl,
    moves.filter(({ daysAgo }) => daysAgo > 0),
  );
  return moves.length;
}

/** Several scenes run at a time, which is how a platform is used. */
async function playAll(scenes: readonly Scene[], play: (scene: Scene) => Promise<Move>): Promise<Move[]> {
  const moves: Move[] = [];
  const rest = scenes.values();
  const work = async (): Promise<void> => {
    for (const scene of rest) moves.push(await play(scene));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return moves;
}
