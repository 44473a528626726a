import type { Metadata } from 'next';
import { ApprovalList } from '@/features/approvals';

export const metadata: Metadata = { title: 'Approvals' };

export default function ApprovalListPage() {
  return <ApprovalList />;
}
