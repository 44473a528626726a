/** The speed of a simulated model's output. `tokensPerSecond` 0 means at once. */
export interface Pace {
  firstTokenMs: number;
  tokensPerSecond: number;
}

export const INSTANT_PACE: Pace = { firstTokenMs: 0, tokensPerSecond: 0 };

/** The models that the simulated provider offers. */
export const SIM_MODELS: Record<string, Pace> = {
  'llmsim-default': { firstTokenMs: 150, tokensPerSecond: 60 },
  'llmsim-instant': INSTANT_PACE,
  'llmsim-slow': { firstTokenMs: 1_500, tokensPerSecond: 8 },
  'llmsim-echo': INSTANT_PACE,
};
