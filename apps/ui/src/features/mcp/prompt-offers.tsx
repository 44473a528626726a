'use client';
import type { McpPrompt, McpPromptMessages, McpServer } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Button } from '@/design/button.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Field, Textarea } from '@/design/field.tsx';
import { OfferList, OfferRow } from './offer-list.tsx';
import { usePrompts } from './use-offers.ts';

interface PromptOffersProps {
  server: McpServer;
  /** What one does with a prompt. Null: nothing. */
  verb: string | null;
  /** Called with the messages that the server has made. */
  onFilled: (prompt: string, filled: McpPromptMessages) => void;
  /** What is shown below the prompt with this name. */
  below?: (prompt: string) => ReactNode;
}

/** The prompts of a server. One that takes arguments opens a form for them. */
export function PromptOffers({ server, verb, onFilled, below }: PromptOffersProps) {
  const prompts = usePrompts(server.id);
  return (
    <OfferList<McpPrompt>
      query={prompts}
      empty={`${server.name} has no prompts.`}
      textOf={({ name, title = '', description = '' }) => `${name} ${title} ${description}`}
    >
      {(prompt) => (
        <PromptRow
          key={prompt.name}
          server={server}
          prompt={prompt}
          verb={verb}
          onFilled={(filled) => onFilled(prompt.name, filled)}
        >
          {below?.(prompt.name)}
        </PromptRow>
      )}
    </OfferList>
  );
}

interface PromptRowProps {
  server: McpServer;
  prompt: McpPrompt;
  verb: string | null;
  onFilled: (filled: McpPromptMessages) => void;
  children: ReactNode;
}

function PromptRow({ server, prompt, verb, onFilled, children }: PromptRowProps) {
  const { name, title = name, description, arguments: args } = prompt;
  const [isOpen, setIsOpen] = useState(false);
  const fill = useMutation({
    mutationFn: (given: Record<string, string>) => everruns.mcpServers.getPrompt(server.id, { name, arguments: given }),
    onSuccess: (filled) => {
      setIsOpen(false);
      onFilled(filled);
    },
  });
  const begin = (): void => (args.length === 0 ? fill.mutate({}) : setIsOpen(!isOpen));
  return (
    <OfferRow
      name={title}
      detail={[name, ...args.map((one) => (one.required ? one.name : `[${one.name}]`))].join(' ')}
      about={description}
      action={
        verb !== null && (
          <Button
            size="sm"
            aria-label={`${verb} ${title}`}
            {...(args.length > 0 && { 'aria-expanded': isOpen })}
            disabled={fill.isPending}
            onClick={begin}
          >
            {verb}
          </Button>
        )
      }
    >
      {isOpen && <ArgumentForm args={args} isPending={fill.isPending} onSubmit={(given) => fill.mutate(given)} />}
      {fill.isError && (
        <div className="mt-2">
          <ErrorNotice error={fill.error} />
        </div>
      )}
      {children}
    </OfferRow>
  );
}

interface ArgumentFormProps {
  args: McpPrompt['arguments'];
  isPending: boolean;
  onSubmit: (given: Record<string, string>) => void;
}

function ArgumentForm({ args, isPending, onSubmit }: ArgumentFormProps) {
  const [values, setValues] = useState<Record<string, string>>({});
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')));
  };
  return (
    <form onSubmit={submit} className="mt-2 space-y-2" autoComplete="off">
      {args.map(({ name, description, required }) => (
        <Field key={name} label={required ? name : `${name} (optional)`} hint={description}>
          {(control) => (
            <Textarea
              {...control}
              rows={1}
              className="!min-h-9 field-sizing-content max-h-48"
              required={required}
              value={values[name] ?? ''}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Button size="sm" type="submit" look="primary" disabled={isPending}>
        Fill in
      </Button>
    </form>
  );
}
