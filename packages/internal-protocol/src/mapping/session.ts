import { Session } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import { omitUndefined } from '@everruns/kernel';
import { requiredField } from './required-field.ts';
import { usageFromProto } from './usage.ts';

export function sessionToProto(session: Session): wire.Session {
  return session;
}

export function sessionFromProto(message: wire.Session | undefined): Session {
  const session = requiredField(message, 'session');
  return Session.parse(omitUndefined({ ...session, usage: usageFromProto(session.usage) }));
}
