'use client';
import { isValidElement, lazy, memo, Suspense, use, type ComponentProps, type ReactNode } from 'react';
import { ImageOff } from 'lucide-react';
import { defaultRemarkPlugins, Streamdown, type Components } from 'streamdown';
import { CopyButton } from './copy-button.tsx';
import { Highlighted } from './highlighted.tsx';
import { showHtmlAsText } from './show-html-as-text.ts';

const REMARK_PLUGINS = [...Object.values(defaultRemarkPlugins), showHtmlAsText];

/** Streamdown's own elements are styled spans and divs. Ours are semantic elements, and `.prose` styles them. */
const PLAIN = ['strong', 'ul', 'ol', 'li', 'blockquote', 'hr', 'thead', 'tbody', 'tr', 'th', 'td'] as const;

const COMPONENTS: Components = {
  ...Object.fromEntries(PLAIN.map((tag) => [tag, tag])),
  // The page already has its own first heading.
  h1: 'h2',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  h5: 'h6',
  h6: 'h6',
  a: Anchor,
  img: RemoteImage,
  pre: CodeBlock,
  code: Code,
  table: Table,
  input: TaskBox,
};

/**
 * Renders Markdown from an untrusted author, which may be unfinished. Nothing in it is loaded or followed before a click,
 * and HTML in it is shown as text.
 */
export const Markdown = memo(function Markdown(props: MarkdownProps) {
  const plain = <Rendered {...props} />;
  if (!/\$|\\[([]/.test(props.text)) return plain;
  return (
    <Suspense fallback={plain}>
      <WithFormulas {...props} />
    </Suspense>
  );
});

interface MarkdownProps {
  text: string;
  isStreaming?: boolean;
}

// Few texts have formulas, so that what finds and draws them comes with the first one.
const Formula = lazy(() => import('./formula.tsx').then((module) => ({ default: module.Formula })));
let formulas: Promise<typeof import('./mark-math.ts')> | null = null;

function WithFormulas({ text, ...props }: MarkdownProps) {
  formulas ??= import('./mark-math.ts');
  return <Rendered text={use(formulas).markMath(text)} {...props} />;
}

function Rendered({ text, isStreaming = false }: MarkdownProps) {
  return (
    <Streamdown
      className="prose"
      parseIncompleteMarkdown={isStreaming}
      remarkPlugins={REMARK_PLUGINS}
      rehypePlugins={[]}
      components={COMPONENTS}
      controls={false}
      skipHtml
    >
      {text}
    </Streamdown>
  );
}

type Given<Tag extends 'a' | 'img' | 'pre' | 'code' | 'table' | 'input'> = ComponentProps<Tag> & { node?: unknown };

function Anchor({ href, children }: Given<'a'>) {
  if (!isFollowable(href)) return <span title={href}>{children}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener nofollow"
      title={href}
      className="text-primary underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {children}
    </a>
  );
}

/** Any other scheme does something else than navigate. */
function isFollowable(href: string | undefined): boolean {
  return href !== undefined && /^(https?:|mailto:)/i.test(href);
}

/** Shows an address in place of an image, because fetching the image would tell its host that somebody reads this. */
function RemoteImage({ src, alt }: Given<'img'>) {
  const address = typeof src === 'string' ? src : '';
  if (address.startsWith('data:image/')) return <img src={address} alt={alt ?? ''} className="max-h-80 rounded-md" />;
  if (!isFollowable(address)) return <span title={address}>{alt}</span>;
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer noopener nofollow"
      title={address}
      className="inline-flex max-w-full items-center gap-1.5 rounded-md border border-line bg-sunken px-2 py-1 text-xs text-muted hover:bg-hover"
    >
      <ImageOff aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">Open image: {alt || address}</span>
    </a>
  );
}

function CodeBlock({ children }: Given<'pre'>) {
  const code = isValidElement<{ className?: string; children?: ReactNode }>(children) ? children.props : { children };
  const language = /language-([\w+#-]+)/.exec(code.className ?? '')?.[1];
  const text = toText(code.children).replace(/\n$/, '');
  if (language === 'math') return <LazyFormula code={`\uE001${text}`} />;
  return (
    <div className="overflow-hidden rounded-md border border-line bg-sunken">
      <div className="flex h-8 items-center justify-between border-b border-line pr-1 pl-3 font-mono text-xs text-muted">
        {language ?? 'text'}
        <CopyButton text={text} label="Copy the code" />
      </div>
      <pre tabIndex={0} className="max-h-[32rem] overflow-auto p-3 font-mono text-[0.8125rem] leading-relaxed">
        <code>
          <Highlighted text={text} language={language} />
        </code>
      </pre>
    </div>
  );
}

function Code({ children, className }: Given<'code'>) {
  const isFormula = typeof children === 'string' && /^[\uE000\uE001]/.test(children);
  return isFormula ? <LazyFormula code={children} /> : <code className={className}>{children}</code>;
}

/** The first character says that the rest of the code is a formula (`mark-math.ts`). */
function LazyFormula({ code }: { code: string }) {
  return (
    <Suspense fallback={<code>{code.slice(1)}</code>}>
      <Formula code={code} />
    </Suspense>
  );
}

function Table({ children }: Given<'table'>) {
  return (
    <div tabIndex={0} role="region" aria-label="Table" className="max-h-[32rem] max-w-full overflow-auto">
      <table>{children}</table>
    </div>
  );
}

function TaskBox({ checked }: Given<'input'>) {
  return (
    <input
      type="checkbox"
      checked={checked === true}
      readOnly
      disabled
      aria-label={checked === true ? 'done' : 'to do'}
      className="mr-1.5"
    />
  );
}

function toText(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map(toText).join('');
  return isValidElement<{ children?: ReactNode }>(node) ? toText(node.props.children) : '';
}
