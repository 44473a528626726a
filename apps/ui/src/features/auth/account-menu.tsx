'use client';
import { useMutation } from '@tanstack/react-query';
import { Building2, Check, ChevronsUpDown, LogOut } from 'lucide-react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { signOut } from '@/data/go-to-login.ts';
import { useMe } from '@/data/use-me.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { Menu } from '@/design/menu.tsx';

/** Shows the person and organization of the login; empty if authentication is off. */
export function AccountMenu() {
  const { data: me } = useMe();
  // The page loads anew, because its memory belongs to the organization or person that it leaves.
  const leave = useMutation({
    mutationFn: () => signOut(() => everruns.call('post', '/v1/auth/logout', {})),
    onError: (error) => toast.error(toSentence(error)),
  });
  const change = useMutation({
    mutationFn: (organization_id: string) =>
      everruns.call('post', '/v1/auth/switch-org', { body: { organization_id } }),
    onSuccess: () => window.location.assign('/dashboard'),
    onError: (error) => toast.error(toSentence(error)),
  });
  if (me?.user === undefined) return null;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-primary text-xs font-semibold text-primary-fg"
          >
            {me.user.name.slice(0, 1).toUpperCase()}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">
              <span className="sr-only">Account of </span>
              {me.user.name}
            </span>
            <span className="block truncate text-xs text-muted">
              {me.organization.name} · {me.role}
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 text-faint" />
        </button>
      }
      items={[
        ...me.organizations.map(({ id, name }) => ({
          label: name,
          icon: id === me.organization.id ? <Check aria-hidden /> : <Building2 aria-hidden />,
          onSelect: () => id !== me.organization.id && change.mutate(id),
        })),
        { label: 'Sign out', icon: <LogOut aria-hidden />, onSelect: () => leave.mutate() },
      ]}
    />
  );
}
