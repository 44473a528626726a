import type { LeftOutParameters } from '@everruns/core';
import { BoundedMap } from '@everruns/kernel';
import type { EventDraft, OptionalParameter, ResolvedModel } from '@everruns/schemas';

/** Remembers over the calls of this process which optional parameters models have refused by name. */
export interface LeftOutMemory {
  of(model: Pick<ResolvedModel, 'id'>): LeftOutParameters;
  /** Returns events for what the model has refused since the last call. */
  takeNews(model: Pick<ResolvedModel, 'id' | 'model'>): EventDraft[];
}

interface Known {
  parameters: Set<OptionalParameter>;
  news: { parameter: OptionalParameter; reason: string }[];
}

/** Remembers the models that were called last. A forgotten model refuses the parameter once more. */
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
