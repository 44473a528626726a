export * from './create-offload.ts';
