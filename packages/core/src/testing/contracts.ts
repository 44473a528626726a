/** Contract suites. They need vitest at import, so they stay apart from the fakes of `./testing`. */
export * from './message-store.contract.ts';
export * from './model-driver.contract.ts';
export * from './model-requests.ts';
export * from './model-scenarios.ts';
export * from './session-file-store.contract.ts';
