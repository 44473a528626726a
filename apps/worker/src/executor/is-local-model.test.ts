import { expect, it } from 'vitest';
import { isLocalModel } from './is-local-model.ts';

it.each([
  'http://127.0.0.1:11434/v1',
  'http://localhost:1234/v1',
  'http://[::1]:8080/v1',
  'http://[::ffff:10.0.0.1]/v1',
  'http://10.1.2.3/v1',
  'http://172.31.0.9:8000',
  'http://192.168.1.5:8000/v1',
  'http://100.100.1.1/v1',
  'http://[fd12::1]/v1',
  'http://ollama:11434/v1',
  'http://host.docker.internal:11434/v1',
  'http://vllm.models.svc.cluster.local/v1',
  'http://gpu.lan./v1',
])('%s is a local model', (url) => {
  expect(isLocalModel(url)).toBe(true);
});

it.each([
  undefined,
  'no url',
  'https://api.openai.com/v1',
  'http://172.32.0.1/v1',
  'http://8.8.8.8/v1',
  'https://localhost.example/v1',
  'https://local.example.com',
  'http://[2001:db8::1]/v1',
])('%s is none', (url) => {
  expect(isLocalModel(url)).toBe(false);
});
