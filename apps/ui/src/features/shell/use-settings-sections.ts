'use client';
import { useMay, useMe } from '@/data/use-me.ts';
import { SETTINGS, type SettingsSection } from './navigation.ts';

/** The sections of the settings. Without authentication there are no keys and no members; only admins read the audit log. */
export function useSettingsSections(): readonly SettingsSection[] {
  const { data: me } = useMe();
  const has = { accounts: me === undefined || me.auth_mode !== 'none', admin: useMay('admin') };
  return SETTINGS.filter(({ needs }) => needs === null || has[needs]);
}
