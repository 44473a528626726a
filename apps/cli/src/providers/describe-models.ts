import type { StartModels } from '@everruns/control-plane';
import { KEY_SETTINGS, offerOf, type EnvironmentVendor } from '@everruns/schemas';

/** Returns lines for the operator: the model that answers, then the origin of each key that this start does not provide. */
export function describeModels({ default: model, given, stored }: StartModels): string[] {
  const keys = stored.map((vendor) => {
    const { name, settings } = offerOf(vendor);
    const [, setting] = settings.apiKeys;
    return `${name} works with the key that an earlier start stored (${setting} is not set); "everruns providers forget ${vendor}" removes it`;
  });
  switch (model.kind) {
    case 'real':
      return [`${model.model} of ${model.provider}`, ...given.map(toGivenLine), ...keys];
    case 'simulated':
      return [
        model.isChosen || stored.length > 0
          ? 'simulated, as the default model says; choose a real one under Settings, Models'
          : `simulated; set ${KEY_SETTINGS} for a real one`,
        ...keys,
      ];
    case 'none':
      return [`none, so that turns fail with no_model: ${model.problem}`, ...keys];
    default:
      return keys;
  }
}

function toGivenLine(vendor: EnvironmentVendor): string {
  const { name } = offerOf(vendor);
  return `${name} works with the key from your environment`;
}
