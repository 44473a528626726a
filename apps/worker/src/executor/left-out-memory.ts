import type { LeftOutParameters } from '@everruns/core';
import { BoundedMap } from '@everruns/kernel';
import type { EventDraft, OptionalParameter, ResolvedModel } from '@everruns/schemas';

/** What models have refused by name, over the calls of this process. */
export interface LeftOutMemory {
  of(model: Pick<ResolvedModel, 'id'>): LeftOutParameters;
  /** What a model has refused since this was last asked, to be recorded. */
  takeNews(model: Pick<ResolvedModel, 'id' | 'model'>): EventDraft[];
}

interface Known {
  parameters: Set<OptionalParameter>;
  news: { parameter: OptionalParameter; reason: string }[];
}

/** Remembers the models that were called last; one that is forgotten refuses once more. */
export function createLeftOutMemory(maxModels = 1_000): LeftOutMemory {
  const models = new BoundedMap<string, Known>(maxModels);
  return {
    of: ({ id }) => ({
      list: () => [...(models.get(id)?.parameters ?? [])],
      add(parameter, reason) {
        const known = models.getOrCreate(id, () => ({ parameters: new Set(), news: [] }));
        if (known.parameters.has(parameter)) return;
        known.parameters.add(parameter);
        known.news.push({ parameter, reason });
      },
    }),
    takeNews({ id, model }) {
      const news = models.get(id)?.news.splice(0) ?? [];
      const [first] = news;
      if (first === undefined) return [];
      const left_out = news.map(({ parameter }) => parameter);
      return [{ type: 'model.adjusted', data: { model_id: id, model, left_out, reason: first.reason } }];
    },
  };
}
