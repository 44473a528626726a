import type { Metadata } from 'next';
import { preloadSession, SessionPage } from '@/features/session';

export const metadata: Metadata = { title: 'Session' };

export default async function OneSessionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  preloadSession(id);
  return <SessionPage key={id} id={id} />;
}
