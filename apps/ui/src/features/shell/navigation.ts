import {
  Blocks,
  Bot,
  FlaskConical,
  Inbox,
  LayoutDashboard,
  MessagesSquare,
  MonitorSmartphone,
  Settings,
  type LucideIcon,
} from 'lucide-react';

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
  { href: '/approvals', label: 'Approvals', icon: Inbox, key: 'p' },
  { href: '/capabilities', label: 'Capabilities', icon: Blocks, key: 'c' },
  { href: '/playground', label: 'Playground', icon: FlaskConical, key: 'y' },
  { href: '/devices', label: 'Devices', icon: MonitorSmartphone, key: 'v' },
  { href: '/settings', label: 'Settings', icon: Settings, key: 't' },
];

export interface SettingsSection {
  href: string;
  label: string;
  /** What the section needs to be there. */
  needs: 'accounts' | 'admin' | null;
}

export const SETTINGS: readonly SettingsSection[] = [
  { href: '/settings/providers', label: 'Providers', needs: null },
  { href: '/settings/models', label: 'Models', needs: null },
  { href: '/settings/mcp-servers', label: 'MCP servers', needs: null },
  { href: '/settings/webhooks', label: 'Webhooks', needs: 'admin' },
  { href: '/settings/secrets', label: 'Secrets', needs: null },
  { href: '/settings/limits', label: 'Limits', needs: null },
  { href: '/settings/api-keys', label: 'API keys', needs: 'accounts' },
  { href: '/settings/password', label: 'Password', needs: 'accounts' },
  { href: '/settings/members', label: 'Members', needs: 'accounts' },
  { href: '/settings/organization', label: 'Organization', needs: 'accounts' },
  { href: '/settings/audit-log', label: 'Audit log', needs: 'admin' },
];
