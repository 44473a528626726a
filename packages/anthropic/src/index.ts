export { createAnthropicDriver } from './driver.ts';
