import type { ProviderErrorClass } from './provider-error.ts';

/**
 * The words that vendors use for a class, whatever the status. Sources: the vendors' error references and the issues named here.
 */
interface Words {
  class: Extract<
    ProviderErrorClass,
    'context_overflow' | 'quota' | 'rate_limited' | 'auth' | 'content_filtered' | 'bad_request'
  >;
  words: RegExp;
  /** The row counts only with these statuses, or without a status, which means inside a stream. */
  statuses: readonly number[];
}

const REFUSED = [400, 413, 422, 424, 500];
const LIMITED = [400, 402, 403, 429, 503];
const DENIED = [400, 401, 403, 404];

/** The first match counts, because a quota is described in the words of a rate, and a rate in the words of a context. */
const TABLE: readonly Words[] = [
  // OpenAI, Azure: insufficient_quota. DeepSeek, OpenRouter: 402. Anthropic: credit balance. xAI: spending limit. Kimi:
  // exceeded_current_quota.
  {
    class: 'quota',
    statuses: LIMITED,
    words:
      /insufficient[_ ](?:quota|balance|funds|credits?)|exceeded (?:your|its) (?:current|monthly) (?:quota|allocation)|exceeded_current_quota|credit balance is too low|requires? more credits|out of credits|used all available credits|(?:spending|monthly|billing hard) limit|billing_(?:error|hard_limit_reached)|arrearage|account.{0,20}(?:suspended|in arrears|overdue)|payment required/i,
  },
  // OpenAI's 429 for one request above the limit per minute: waiting never helps, but a shorter request does.
  { class: 'context_overflow', statuses: [429], words: /request too large.{0,120}(?:tokens per min|\btpm\b)/i },
  // Gemini uses RESOURCE_EXHAUSTED for both and names the metric. A daily limit is not a quota, which only payment raises.
  {
    class: 'rate_limited',
    statuses: LIMITED,
    words: /rate.?limit|too many requests|per[ -]minute|\b[rt]p[md]\b|throttl|concurren\w* (?:requests?|limit)/i,
  },
  // OpenAI also limits characters and messages: "Invalid 'input[0].content': string too long" (VectorlyApp/bluebox#31).
  {
    class: 'context_overflow',
    statuses: REFUSED,
    words: /'(?:messages|input)(?:\[\d+\](?:\.(?:content|output)(?:[.[][^']{1,40})?)?)?': (?:string|array) too long/i,
  },
  // OpenAI, vLLM, LM Studio: "maximum context length"; llama.cpp: "available context size"; Anthropic: "prompt is too long"; Bedrock:
  // "Input is too long"; Mistral: "Prompt contains … tokens … too large for model"; Gemini: "input token count … exceeds the maximum";
  // xAI: "maximum prompt length"; TGI and Together: "`inputs` tokens + `max_new_tokens` must be <="; Qwen: "Range of input length";
  // GLM: "Prompt exceeds max length"; MiniMax: "context window exceeds limit"; Groq: "reduce the length of the messages".
  {
    class: 'context_overflow',
    statuses: REFUSED,
    words:
      /context.{0,12}(?:length|window|limit|size)|(?:prompt|input|request|messages?)(?: is| are)? too (?:long|large)|too many (?:input |prompt )?tokens|(?:input|prompt) token count.{0,40}exceeds|maximum (?:prompt|input|number of (?:input )?tokens|allowed (?:input|number of input) tokens?|sequence length)|inputs?`? tokens \+|(?:range of )?input length (?:should|must|exceeds?)|exceeds? (?:the )?max(?:imum)?(?: \w+){0,2} (?:length|tokens|context)|too large for model|reduce the length|string too long.{0,40}messages|token limit exceeded|exceeded model token limit|longer than the model's/i,
  },
  // Gemini refuses a key with 400. Azure refuses a key that has no access to a deployment with 403 or 404.
  {
    class: 'auth',
    statuses: DENIED,
    words:
      /(?:invalid|incorrect|missing|expired|revoked|no|not valid).{0,20}api[_ -]?key|api[_ -]?key.{0,20}(?:invalid|incorrect|missing|expired|revoked|not (?:valid|found))|(?:invalid|expired) (?:token|authentication|credentials)|unauthorized|authentication (?:failed|required)/i,
  },
  {
    class: 'content_filtered',
    statuses: REFUSED,
    words:
      /content[ _](?:filter|policy)|content management policy|responsible ai|data_inspection_failed|flagged (?:as|by|for)|blocked by (?:our )?(?:safety|content)/i,
  },
  // Chat templates of local servers fail with 500, and the same conversation would fail again.
  {
    class: 'bad_request',
    statuses: [500, 404],
    words:
      /jinja|chat template|conversation roles|roles? must alternate|tool call id|after the optional system message/i,
  },
];

/** Returns the class that a vendor's words mean with this status, or undefined if they add nothing to the status. */
export function classOfWords(message: string, status: number | undefined): ProviderErrorClass | undefined {
  return TABLE.find(({ statuses, words }) => (status === undefined || statuses.includes(status)) && words.test(message))
    ?.class;
}
