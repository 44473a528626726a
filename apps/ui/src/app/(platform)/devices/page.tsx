import type { Metadata } from 'next';
import { DeviceList } from '@/features/devices';

export const metadata: Metadata = { title: 'Devices' };

export default function DeviceListPage() {
  return <DeviceList />;
}
