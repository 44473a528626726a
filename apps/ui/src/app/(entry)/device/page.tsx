import type { Metadata } from 'next';
import { DevicePage } from '@/features/device';

export const metadata: Metadata = { title: 'Approve a login' };

export default function Device() {
  return <DevicePage />;
}
