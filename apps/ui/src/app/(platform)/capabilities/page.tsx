import type { Metadata } from 'next';
import { CapabilityList } from '@/features/capabilities';

export const metadata: Metadata = { title: 'Capabilities' };

export default function CapabilityListPage() {
  return <CapabilityList />;
}
