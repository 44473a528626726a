'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { Button } from '@/design/button.tsx';
import { Menu } from '@/design/menu.tsx';

export function ThemeToggle() {
  const { setTheme } = useTheme();
  return (
    <Menu
      trigger={
        <Button look="quiet" size="sm">
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
          Theme
        </Button>
      }
      items={[
        { label: 'Light', icon: <Sun aria-hidden />, onSelect: () => setTheme('light') },
        { label: 'Dark', icon: <Moon aria-hidden />, onSelect: () => setTheme('dark') },
        { label: 'As the system', icon: <Monitor aria-hidden />, onSelect: () => setTheme('system') },
      ]}
    />
  );
}
