export { PromptOffers } from './prompt-offers.tsx';
export { ResourceOffers, type ChosenResource } from './resource-offers.tsx';
export { ShownMessages, ShownResource } from './shown-contents.tsx';
export { useTools } from './use-offers.ts';
