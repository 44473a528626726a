import { useState } from 'react';
import { useApproval } from '@/data/use-approvals.ts';
import { useArguments, type Arguments, type WrittenArguments } from './use-arguments.ts';

/** What a person has made of the arguments of a call. */
export interface EditedArguments extends WrittenArguments {
  isOpen: boolean;
  open: () => void;
  /** The schema of the arguments is being read. */
  isPending: boolean;
  isBroken: boolean;
  /** What is sent. Null if nothing was edited. */
  value: Arguments | null;
}

export function useEditedArguments(approvalId: string, args: Readonly<Arguments>): EditedArguments {
  const [isOpen, setIsOpen] = useState(false);
  const approval = useApproval(approvalId, isOpen);
  const isPending = isOpen && approval.isPending && !approval.isError;
  // A schema that cannot be read asks for JSON.
  const written = useArguments(isPending ? undefined : (approval.data?.parameters ?? null), args);
  return {
    ...written,
    isOpen,
    open: () => setIsOpen(true),
    isPending,
    isBroken: isOpen && (isPending || written.error !== undefined),
    value: isOpen ? written.value : null,
  };
}
