export { buildUi } from './build-ui.ts';
export { startUi, type Ui, type UiOptions } from './start-ui.ts';
