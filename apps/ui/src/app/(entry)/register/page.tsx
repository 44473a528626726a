import type { Metadata } from 'next';
import { Register } from '@/features/auth';

export const metadata: Metadata = { title: 'Register' };

export default function RegisterPage() {
  return <Register />;
}
