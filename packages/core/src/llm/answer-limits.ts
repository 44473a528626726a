/** The limits of a model's answer. Lengths are in UTF-16 units. An answer is stored twice, in its message and its generation. */
export const ANSWER_LIMITS = {
  /** Text, thinking and arguments together. */
  answerLength: 14 * 1024 * 1024,
  /** The JSON text of one call's arguments. */
  argumentsLength: 13 * 1024 * 1024,
  argumentsDepth: 64,
  argumentsItems: 100_000,
  /** The JSON of an answer that has to keep to a schema. Its value is stored too, beside the message and the generation. */
  parsedLength: 4 * 1024 * 1024,
  textParts: 256,
  /** Further calls are only counted. */
  toolCalls: 1_024,
  nameLength: 256,
  idLength: 512,
  reasonLength: 256,
  errorLength: 1_000,
  /** The content that a provider needs back verbatim. Longer content is dropped, because a part of it would be useless. */
  continuationLength: 4 * 1024 * 1024,
  continuationDepth: 32,
  continuationItems: 20_000,
  /** Of the whole answer. Further ones are dropped. */
  citations: 500,
  citedUrlLength: 2_048,
  citedTitleLength: 300,
  citedTextLength: 1_000,
  searches: 64,
  queryLength: 1_000,
} as const;
