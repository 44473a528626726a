import type { Metadata } from 'next';
import { SessionPage } from '@/features/session';

export const metadata: Metadata = { title: 'Session' };

export default async function OneSessionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <SessionPage key={id} id={id} />;
}
