interface Advice {
  words: RegExp;
  advise(provider: string): string;
}

/** The advice for a refused request, chosen by the provider's message. The first match counts. */
const TABLE: readonly Advice[] = [
  {
    words: /web page|<!doctype html|not a model/i,
    advise: (provider) =>
      `The base URL of ${provider} leads to a web page and not to a model. Correct the base URL in the settings of this provider.`,
  },
  {
    words: /support(?:s|ed)?.{0,30}\btool|\btool.{0,40}(?:not supported|unsupported|not support)|function calling/i,
    advise: (provider) =>
      `This model of ${provider} cannot call tools. Choose another model, or take tools and capabilities from the agent.`,
  },
  {
    words:
      /model.{0,80}(?:not found|not exist|unknown|invalid|no access|deprecated|decommissioned|retired)|(?:unknown|invalid|no such) model/i,
    advise: (provider) =>
      `${provider} does not offer this model to the account. Check the model's name and that the account may use it, or choose another model.`,
  },
  {
    words: /image|picture|vision|multimodal/i,
    advise: (provider) =>
      `${provider} refused a picture. Send it as PNG or JPEG, smaller, or choose a model that reads pictures.`,
  },
  {
    words: /max_(?:completion_|output_)?tokens|output tokens/i,
    advise: (provider) =>
      `${provider} refused the token limit of the answer. Lower the limit of the agent or of the model.`,
  },
  {
    words: /schema|parameters|input_schema|tools\b/i,
    advise: (provider) =>
      `${provider} refused the definition of a tool. Simplify the parameters of the agent's tools, or choose another model.`,
  },
  {
    words: /private address|not public|cannot be fetched|base_url|base URL/i,
    advise: (provider) => `The base URL of ${provider} cannot be called. Correct it in the settings of this provider.`,
  },
];

/** Returns one sentence that tells a person what to do about a refused request. */
export function adviseBadRequest(provider: string, detail: string | undefined): string {
  const known = detail === undefined ? undefined : TABLE.find(({ words }) => words.test(detail));
  if (known !== undefined) return known.advise(provider);
  return `${provider} refused the request. Check the model and the settings of this provider, or choose another model.`;
}
