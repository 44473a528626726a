import { Badge } from '@/design/badge.tsx';

/** Whose a session is, unless it is the organization’s. */
export function SubjectBadge({ subject }: { subject: string }) {
  if (subject.startsWith('user:')) return <Badge tone="outline">Only me</Badge>;
  if (subject.startsWith('app:')) return <Badge tone="outline">{subject.replace(':', ': ')}</Badge>;
  return null;
}
