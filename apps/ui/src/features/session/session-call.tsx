import { parseAsString, useQueryState } from 'nuqs';
import { ApiCall } from '@/features/shell';

const QUESTION = 'What time is it in Tokyo?';

/** The call that does what the chosen lens shows: the chat sends messages, the others read. */
export function SessionCall({ sessionId }: { sessionId: string }) {
  const [lens] = useQueryState('tab', parseAsString.withDefault('chat'));
  const path = `/v1/sessions/${sessionId}`;
  switch (lens) {
    case 'chat':
      return (
        <ApiCall
          method="POST"
          path={`${path}/messages?wait=60`}
          body={{ message: { content: [{ type: 'text', text: QUESTION }] } }}
          sdk={`const answer = await everruns.sessions.send('${sessionId}', '${QUESTION}', { wait: 60 });`}
        />
      );
    case 'files':
      return <ApiCall path={`${path}/fs/`} sdk={`console.log(await everruns.files.list('${sessionId}', '/'));`} />;
    default:
      return (
        <ApiCall
          path={`${path}/sse`}
          sdk={`for await (const event of everruns.sessions.stream('${sessionId}')) console.log(event.type);`}
        />
      );
  }
}
