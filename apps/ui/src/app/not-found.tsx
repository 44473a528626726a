import type { Metadata } from 'next';
import { buttonClass } from '@/design/button.tsx';
import { Link } from '@/design/link.tsx';
import { Page } from '@/design/page.tsx';
import { Shell } from '@/features/shell';

export const metadata: Metadata = { title: 'No such page' };

export default function NotFound() {
  return (
    <Shell>
      <Page title="There is no such page" hint="The address is wrong, or the page has moved.">
        <Link href="/dashboard" className={buttonClass({ look: 'primary' })}>
          To the dashboard
        </Link>
      </Page>
    </Shell>
  );
}
