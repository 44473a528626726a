'use client';
import { Braces } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/design/button.tsx';
import type { Call } from './format-call.ts';

const ApiCallDialog = dynamic(() => import('./api-call-dialog.tsx').then((module) => module.ApiCallDialog));

/** Shows how a program does what this screen does by hand. */
export function ApiCall(call: Call) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="quiet" size="sm" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Braces aria-hidden />
        API
      </Button>
      {isOpen && <ApiCallDialog call={call} onClose={() => setIsOpen(false)} />}
    </>
  );
}
