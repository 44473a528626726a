import type { ProviderDescriptor } from './provider-descriptor.ts';

/** Deployments in Azure. Only the resource has a list of models, not the deployment. */
export const AZURE_OPENAI = {
  name: 'Azure OpenAI',
  wire: 'chat',
  defaultBaseUrl: null,
  needsKey: true,
  apiVersion: '2024-10-21',
  preset: { name: 'azure_openai', beforeAddress: true },
  listing: { path: '/models', drops: /(?:\/deployments\/[^/]*)?\/*$/, keyHeader: 'api-key' },
  catalog: 'openai',
  environment: null,
  docs: 'https://learn.microsoft.com/azure/ai-services/openai/reference',
} as const satisfies ProviderDescriptor;
