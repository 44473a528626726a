import { useMutation } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { toast } from '@/design/toast.ts';

const RETURN_TO = 'everruns.return-after-login';

/** Begins a login at an MCP server, and leaves for the page of its authorization server. It comes back to `/connect`. */
export function useStartLogin(serverId: string) {
  return useMutation({
    mutationFn: async (subject: string | undefined) => {
      const redirect_uri = `${window.location.origin}/connect`;
      const login = await everruns.mcpServers.login(serverId, {
        redirect_uri,
        ...(subject !== undefined && { subject }),
      });
      window.sessionStorage.setItem(RETURN_TO, window.location.pathname + window.location.search);
      window.location.assign(login.authorize_url);
    },
    onError: (error) => toast.error(toSentence(error)),
  });
}

/** The page from which the login was begun. */
export function pageBeforeLogin(): string {
  const page = window.sessionStorage.getItem(RETURN_TO) ?? '';
  return /^\/(?![/\\])/.test(page) ? page : '/settings/mcp-servers';
}
