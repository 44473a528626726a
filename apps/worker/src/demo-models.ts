/** What the simulated models of the demo are called, and what they know scenarios for. */
export { DEMO_MODELS, DEMO_QUESTIONS } from '@everruns/llmsim';
