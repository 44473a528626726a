'use client';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { Button } from '@/design/button.tsx';
import { Card, CardHeader } from '@/design/card.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { TextField } from '@/design/field.tsx';

const NOTHING = { current_password: '', new_password: '' };

/** Changes one's own password. For a forgotten password there is the operator's command. */
export function Password() {
  const [given, setGiven] = useState(NOTHING);
  const change = useMutation({
    mutationFn: () => everruns.call('post', '/v1/auth/password', { body: given }),
    onSuccess: () => {
      setGiven(NOTHING);
      toast.success('The password is changed.');
    },
  });
  const errors = readFormErrors(change.error, ['current_password', 'new_password']);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Card>
      <CardHeader title="Password" hint="A new one ends every other login of yours; API keys stay." />
      <form onSubmit={onSubmit} className="max-w-sm space-y-4 p-4">
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          required
          value={given.current_password}
          error={errors.at('current_password')}
          onChange={(event) => setGiven({ ...given, current_password: event.target.value })}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          hint="At least 8 characters"
          value={given.new_password}
          error={errors.at('new_password')}
          onChange={(event) => setGiven({ ...given, new_password: event.target.value })}
        />
        {errors.rest !== null && <ErrorNotice error={errors.rest} />}
        <Button type="submit" look="primary" disabled={change.isPending}>
          Change the password
        </Button>
      </form>
    </Card>
  );
}
