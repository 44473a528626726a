'use client';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Page } from '@/design/page.tsx';

/** Stands in place of a page that threw, inside the shell, so that every other page can be reached. */
export default function PlatformError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <Page title="This page has failed" hint="Nothing was lost: what you wrote is kept in this browser.">
      <ErrorNotice error={error} onRetry={reset} />
    </Page>
  );
}
