export type { Clock } from '@everruns/kernel';
