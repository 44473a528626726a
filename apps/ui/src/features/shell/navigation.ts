import { Blocks, Bot, LayoutDashboard, MessagesSquare, Settings, type LucideIcon } from 'lucide-react';

export interface Destination {
  href: string;
  label: string;
  icon: LucideIcon;
  /** The key to press after G. */
  key: string;
}

export const DESTINATIONS: readonly Destination[] = [
  { href: '/dashboard', label: 'Dashboard', icon: LayoutDashboard, key: 'd' },
  { href: '/agents', label: 'Agents', icon: Bot, key: 'a' },
  { href: '/sessions', label: 'Sessions', icon: MessagesSquare, key: 's' },
  { href: '/capabilities', label: 'Capabilities', icon: Blocks, key: 'c' },
  { href: '/settings', label: 'Settings', icon: Settings, key: 't' },
];
