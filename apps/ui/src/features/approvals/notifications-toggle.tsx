'use client';
import { Bell, BellOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { NOTIFICATIONS_KEY } from '@/data/notify-of-wait.ts';
import { useStored } from '@/data/use-stored.ts';
import { Button } from '@/design/button.tsx';
import { toast } from '@/design/toast.ts';

/** Whether this browser tells the person that something waits while they look elsewhere. */
export function NotificationsToggle() {
  const [stored, store] = useStored(NOTIFICATIONS_KEY);
  const [isOffered, setIsOffered] = useState(false);
  useEffect(() => setIsOffered('Notification' in window), []);
  if (!isOffered) return null;
  const isOn = stored === 'on' && Notification.permission === 'granted';
  const change = async (): Promise<void> => {
    if (isOn) return store('');
    const permission = await Notification.requestPermission();
    if (permission === 'granted') return store('on');
    toast.error('The browser does not allow notifications of this page. Its settings for the page change that.');
  };
  return (
    <Button size="sm" look="quiet" className="ml-auto" aria-pressed={isOn} onClick={() => void change()}>
      {isOn ? <Bell aria-hidden /> : <BellOff aria-hidden />}
      Notifications
    </Button>
  );
}
