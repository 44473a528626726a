'use client';
import { EverrunsApiError } from '@everruns/sdk';
import { SearchX } from 'lucide-react';
import { buttonClass } from './button.tsx';
import { Card } from './card.tsx';
import { EmptyState } from './empty-state.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { Link } from './link.tsx';
import { useTitle } from './use-title.ts';

export interface NotThereProps {
  /** The noun, as `session`. */
  what: string;
  listHref: string;
  error: unknown;
  onRetry?: () => void;
}

/** The page of something that does not exist, or the error that kept it away. */
export function NotThere({ what, listHref, error, onRetry }: NotThereProps) {
  const isMissing = error instanceof EverrunsApiError && [400, 404].includes(error.status);
  useTitle(isMissing ? `No such ${what}` : null);
  if (!isMissing) return <ErrorNotice error={error} {...(onRetry && { onRetry })} />;
  return (
    <Card>
      <EmptyState
        icon={SearchX}
        title={`There is no such ${what}`}
        actions={
          <Link href={listHref} className={buttonClass()}>
            All {what.replace(/y$/, 'ie')}s
          </Link>
        }
      >
        It was deleted, belongs to another organization, or the address is wrong.
      </EmptyState>
    </Card>
  );
}
