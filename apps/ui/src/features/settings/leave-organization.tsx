'use client';
import { useMutation } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMe } from '@/data/use-me.ts';
import { Button } from '@/design/button.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { toSentence } from '@/design/error-notice.tsx';

/** Shown to a person who also belongs to another organization, in which the login continues. */
export function LeaveOrganization() {
  const { data: me } = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const leave = useMutation({
    mutationFn: (organization_id: string) =>
      everruns.call('post', '/v1/orgs/{organization_id}/leave', { path: { organization_id } }),
    // The page loads anew, because its memory belongs to the organization that is left.
    onSuccess: () => window.location.assign('/dashboard'),
    onError: (error) => {
      setIsOpen(false);
      toast.error(toSentence(error));
    },
  });
  if (me?.user === undefined || me.organizations.length < 2) return null;
  const { id, name } = me.organization;
  return (
    <div className="flex justify-end">
      <Button onClick={() => setIsOpen(true)}>
        <LogOut aria-hidden className="size-4" />
        Leave {name}
      </Button>
      <Dialog
        title={`Leave ${name}?`}
        description="Your keys and logins here end. To come back you need a new invitation."
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <div className="flex justify-end gap-2">
          <Button onClick={() => setIsOpen(false)}>Stay</Button>
          <Button look="danger" disabled={leave.isPending} onClick={() => leave.mutate(id)}>
            Leave
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
