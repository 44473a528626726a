'use client';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@/design/link.tsx';
import { useSearchParams } from 'next/navigation';
import { useState, type FormEvent, type ReactNode } from 'react';
import { toSafePath } from '@/data/go-to-login.ts';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors, type FormErrors } from '@/design/form-errors.ts';
import { TextField } from '@/design/field.tsx';
import { InvitationNotice } from './invitation-notice.tsx';
import { OauthLinks } from './oauth-links.tsx';
import type { useInvitation } from './use-invitation.ts';

export interface Credentials {
  email: string;
  password: string;
  name: string;
}

export interface EntryFormProps {
  title: string;
  submitLabel: string;
  isNew: boolean;
  /** The invitation that is accepted by this, with the address that it is for. */
  invitation: ReturnType<typeof useInvitation>;
  submit: (credentials: Credentials) => Promise<unknown>;
  footer: ReactNode;
}

/** The form that login and registration share. Afterwards it opens the page that was wanted. */
export function EntryForm({ title, submitLabel, isNew, invitation, submit, footer }: EntryFormProps) {
  const next = toSafePath(useSearchParams().get('next'));
  const [given, setGiven] = useState<Credentials>({ email: '', password: '', name: '' });
  const set = (part: Partial<Credentials>): void => setGiven((now) => ({ ...now, ...part }));
  const email = invitation?.preview?.email ?? given.email;
  const enter = useMutation({
    mutationFn: submit,
    // The page loads anew, so that nothing of a previous person stays in memory.
    onSuccess: () => window.location.assign(next),
  });
  const errors = readFormErrors(enter.error, isNew ? ['name', 'email', 'password'] : ['email', 'password']);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    enter.mutate({ ...given, email });
  };
  return (
    <Card className="w-full max-w-sm space-y-5 p-6">
      <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
      {invitation !== null && <InvitationNotice preview={invitation.preview} error={invitation.error} />}
      <form onSubmit={onSubmit} className="space-y-4">
        <Fields
          isNew={isNew}
          given={{ ...given, email }}
          errors={errors}
          isInvited={invitation?.preview !== undefined}
          set={set}
        />
        {errors.rest !== null && <ErrorNotice error={errors.rest} />}
        {enter.isError && !isNew && (
          <p className="text-xs text-muted">
            Who forgot their password asks the operator of this server for a new one: `everruns users reset-password`.
          </p>
        )}
        <Button
          type="submit"
          look="primary"
          className="w-full"
          disabled={enter.isPending || enter.isSuccess || (invitation !== null && invitation.error !== null)}
        >
          {submitLabel}
        </Button>
      </form>
      <OauthLinks next={next} />
      <div className="text-sm text-muted">{footer}</div>
    </Card>
  );
}

interface FieldsProps {
  isNew: boolean;
  given: Credentials;
  errors: FormErrors;
  /** The address is that of the invitation. */
  isInvited: boolean;
  set: (part: Partial<Credentials>) => void;
}

function Fields({ isNew, given, errors, isInvited, set }: FieldsProps) {
  return (
    <>
      {isNew && (
        <TextField
          label="Name"
          autoComplete="name"
          required
          value={given.name}
          error={errors.at('name')}
          onChange={(event) => set({ name: event.target.value })}
        />
      )}
      <TextField
        label="E-mail"
        type="email"
        autoComplete="email"
        required
        readOnly={isInvited}
        value={given.email}
        error={errors.at('email')}
        onChange={(event) => set({ email: event.target.value })}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        {...(isNew && { minLength: 8, hint: 'At least 8 characters' })}
        value={given.password}
        error={errors.at('password')}
        onChange={(event) => set({ password: event.target.value })}
      />
    </>
  );
}

/** A link to the other form that keeps the wanted page and the invitation. */
export function EntryLink({ href, children }: { href: string; children: ReactNode }) {
  const search = useSearchParams().toString();
  return (
    <Link
      href={search === '' ? href : `${href}?${search}`}
      className="font-medium text-fg underline underline-offset-2"
    >
      {children}
    </Link>
  );
}
