import type { Metadata } from 'next';
import { SessionList } from '@/features/sessions';

export const metadata: Metadata = { title: 'Sessions' };

export default function SessionListPage() {
  return <SessionList />;
}
