import type { EnvironmentVendor, StartModels } from '@everruns/control-plane';

export const VENDORS: Record<EnvironmentVendor, { name: string; setting: string }> = {
  openai: { name: 'OpenAI', setting: 'OPENAI_API_KEY' },
  anthropic: { name: 'Anthropic', setting: 'ANTHROPIC_API_KEY' },
};

/** Lines for the operator: which model answers, then where each key comes from that this start does not bring. */
export function describeModels({ default: model, given, stored }: StartModels): string[] {
  const keys = stored.map((vendor) => {
    const { name, setting } = VENDORS[vendor];
    return `${name} works with the key that an earlier start stored (${setting} is not set); "everruns providers forget ${vendor}" removes it`;
  });
  switch (model.kind) {
    case 'real':
      return [`${model.model} of ${model.provider}`, ...given.map(toGivenLine), ...keys];
    case 'simulated':
      return [
        model.isChosen || stored.length > 0
          ? 'simulated, as the default model says; choose a real one under Settings, Models'
          : 'simulated; set OPENAI_API_KEY or ANTHROPIC_API_KEY for a real one',
        ...keys,
      ];
    case 'none':
      return [`none, so that turns fail with no_model: ${model.problem}`, ...keys];
    default:
      return keys;
  }
}

function toGivenLine(vendor: EnvironmentVendor): string {
  const { name } = VENDORS[vendor];
  return `${name} works with the key from your environment`;
}
