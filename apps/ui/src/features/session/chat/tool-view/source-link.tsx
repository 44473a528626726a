import { ExternalLink } from 'lucide-react';

/** A page elsewhere. Nothing of it is loaded before a click. */
export function SourceLink({ url, title }: { url: string; title: string | null }) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer noopener nofollow"
      title={url}
      className="inline-flex max-w-full items-center gap-1.5 font-medium hover:underline"
    >
      <span className="truncate">{title ?? url}</span>
      <ExternalLink aria-hidden className="size-3.5 shrink-0 text-muted" />
    </a>
  );
}
