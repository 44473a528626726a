export { buildUi } from './build-ui.ts';
export { startUi, type Ui } from './start-ui.ts';
