import type { Metadata } from 'next';
import { CapabilityPage } from '@/features/capabilities';

export const metadata: Metadata = { title: 'Capability' };

export default async function OneCapabilityPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <CapabilityPage key={id} id={id} />;
}
