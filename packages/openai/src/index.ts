export { createOpenAiDriver } from './driver.ts';
