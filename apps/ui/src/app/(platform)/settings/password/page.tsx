import type { Metadata } from 'next';
import { Password } from '@/features/settings';

export const metadata: Metadata = { title: 'Password' };

export default function PasswordPage() {
  return <Password />;
}
