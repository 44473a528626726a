import { EverrunsError } from '@everruns/schemas/everruns-error';

export default function refuse({ isOurs }: { isOurs: boolean }): never {
  if (!isOurs) throw new RangeError('a defect');
  const errors = [{ path: 'pattern', code: 'bad', message: 'is bad', limit: 3 }];
  throw new EverrunsError('conflict', 'The pattern is bad.', { errors, retryAfterMs: 7 });
}
