'use client';
import type { McpServer } from '@everruns/sdk';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { Field, Textarea, TextField } from '@/design/field.tsx';
import { readHeaders } from './read-headers.ts';
import { useChange } from './use-change.ts';

export interface McpServerDialogProps {
  onClose: () => void;
  onCreated: (server: McpServer) => void;
}

/** Registers a server; its tools are shown next. */
export function McpServerDialog({ onClose, onCreated }: McpServerDialogProps) {
  const [draft, setDraft] = useState({ name: '', url: '', headers: '', isOauth: false });
  const headers = readHeaders(draft.headers);
  const add = useChange({
    stale: 'mcp-servers',
    isSaidInForm: true,
    change: () =>
      everruns.mcpServers.create({
        name: draft.name,
        url: draft.url,
        ...(headers !== null && Object.keys(headers).length > 0 && { auth: 'headers' as const, headers }),
        ...(draft.isOauth && { auth: 'oauth' as const }),
      }),
    onDone: (server) => {
      onClose();
      if (server.auth !== 'oauth') onCreated(server);
    },
  });
  const errors = readFormErrors(add.error, ['name', 'url', 'headers']);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (headers !== null) add.mutate(undefined);
  };
  return (
    <Dialog title="Add an MCP server" isOpen onOpenChange={onClose}>
      <form onSubmit={onSubmit} className="space-y-4" autoComplete="off">
        <TextField
          label="Name"
          hint="Lowercase letters, digits and hyphens. It begins the names of the tools."
          placeholder="github"
          required
          value={draft.name}
          error={errors.at('name')}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <TextField
          label="Address"
          type="url"
          placeholder="https://mcp.example.com/mcp"
          required
          value={draft.url}
          error={errors.at('url')}
          onChange={(event) => setDraft({ ...draft, url: event.target.value })}
        />
        <OauthField isOauth={draft.isOauth} onChange={(isOauth) => setDraft({ ...draft, isOauth })} />
        <HeadersField
          value={draft.headers}
          error={headers === null ? 'Write each header as Name: value.' : errors.at('headers')}
          onChange={(text) => setDraft({ ...draft, headers: text })}
        />
        {errors.rest !== null && <ErrorNotice error={errors.rest} />}
        <DialogActions
          submitLabel="Add and connect"
          isDisabled={add.isPending || headers === null}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function OauthField({ isOauth, onChange }: { isOauth: boolean; onChange: (isOauth: boolean) => void }) {
  return (
    <label className="flex items-center gap-2 text-sm">
      <input type="checkbox" checked={isOauth} onChange={(event) => onChange(event.target.checked)} />
      One signs in at the server (OAuth)
    </label>
  );
}

interface HeadersFieldProps {
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function HeadersField({ value, error, onChange }: HeadersFieldProps) {
  return (
    <Field
      label="Headers"
      hint="One a line, as Authorization: Bearer …. Their values are written once and never shown."
      error={error}
    >
      {(control) => (
        <Textarea
          {...control}
          rows={3}
          spellCheck={false}
          className="font-mono !text-xs"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
