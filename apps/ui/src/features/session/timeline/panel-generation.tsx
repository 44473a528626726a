import type { GenerationState, MessageState } from '@everruns/sdk';
import { formatCost, formatCount } from '@/design/format.ts';
import { PanelPart } from './panel-part.tsx';

/** What a generation used, thought and said. What the model read is in the lens of the context. */
export function PanelGeneration({ message, hasFailed }: { message: MessageState; hasFailed: boolean }) {
  const { generation, content, thinking, compaction } = message;
  return (
    <>
      {generation !== null && <Usage generation={generation} />}
      {compaction !== undefined && (
        <PanelPart title="Compaction">
          <p>
            The messages before were summarized: {formatCount(compaction.tokens_before)} →{' '}
            {formatCount(compaction.tokens_after)} tokens.
          </p>
        </PanelPart>
      )}
      <Text title="Thoughts" text={thinking} />
      <Text
        title={hasFailed && generation === null ? 'Error' : 'Output'}
        text={content.map((part) => (part.type === 'text' ? part.text : '')).join('')}
      />
    </>
  );
}

function Usage({ generation }: { generation: GenerationState }) {
  const { usage, response_id, warnings } = generation;
  return (
    <PanelPart title="Usage">
      <p>
        {formatCount(usage.input_tokens)} tokens in
        {usage.cache_read_tokens > 0 && ` (${formatCount(usage.cache_read_tokens)} from the cache)`},{' '}
        {formatCount(usage.output_tokens)} out
        {usage.cost_usd !== undefined && `, ${formatCost(usage.cost_usd)}`}
      </p>
      <p className="text-muted">
        Ended with {generation.raw_finish_reason ?? generation.finish_reasons.join(', ')}
        {response_id !== undefined && ` · response ${response_id}`}
      </p>
      {warnings?.map((warning) => (
        <p key={warning} className="text-live-fg">
          {warning}
        </p>
      ))}
    </PanelPart>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  if (text === '') return null;
  return (
    <PanelPart title={title}>
      <p tabIndex={0} className="max-h-80 overflow-y-auto rounded bg-sunken p-2 wrap-anywhere whitespace-pre-wrap">
        {text}
      </p>
    </PanelPart>
  );
}
