export * from './atoms/atom-context.ts';
export * from './llm/driver.ts';
export * from './llm/provider-error.ts';
export * from './ports/index.ts';
export * from './tools/tool.ts';
export * from './turn/turn-runtime.ts';
