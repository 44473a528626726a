/** Every size limit of the product, in one table. Bytes are UTF-8 bytes, and counts are items. */
export const LIMITS = {
  bodyBytes: 4 * 1024 * 1024,
  bodyDepth: 64,
  bodyItems: 20_000,
  bodyTimeoutMs: 30_000,
  /** Versions are stored as four-byte integers. */
  versionNumber: 2 ** 31 - 1,
  agentFileBytes: 3 * 1024 * 1024,
  agentNameBytes: 2 * 1024,
  agentDescriptionBytes: 10 * 1024,
  systemPromptBytes: 1024 * 1024,
  capabilitiesPerAgent: 250,
  toolsPerAgent: 128,
  labelsPerAgent: 32,
  tags: 50,
  tagBytes: 256,
  subjectLength: 260,
  sessionTitleBytes: 2 * 1024,
  messageTextBytes: 1024 * 1024,
  contentParts: 64,
  imageBytes: 5 * 1024 * 1024,
  imageBase64Length: 7 * 1024 * 1024,
  /** Attached files above this become files of the session. */
  attachedInlineBytes: 32 * 1024,
  fileBase64Length: 14 * 1024 * 1024,
  fileNameBytes: 255,
  metadataKeys: 50,
  metadataBytes: 16 * 1024,
  /** Room for two of the largest images and their text. */
  messageBodyBytes: 16 * 1024 * 1024,
  queueLength: 100,
  /** How many texts may end an answer, and how long each may be. */
  stops: 4,
  stopBytes: 256,
  outputSchemaBytes: 32 * 1024,
  /** The system prompt and the tools of a request, if they are to be kept. */
  contextBytes: 8 * 1024 * 1024,
  /** The length to which a provider's message about a failed call is cut. */
  providerMessageChars: 2_000,
  toolCallsPerGeneration: 64,
  /** Of one turn; the others wait for their turn. */
  parallelCalls: 32,
  /** The same call with the same result, so many times in a row: the model is told, and the turn ends. */
  /** How far below its root a sub-agent may be, how many a turn waits for at once, and the sessions of a root, itself included. */
  subagentDepth: 4,
  subagentsPerTurn: 16,
  sessionsPerRoot: 64,
  subagentPromptBytes: 256 * 1024,
  subagentFiles: 100,
  loopTold: 3,
  loopEnded: 5,
  toolResultBytes: 64 * 1024,
  imagesPerResult: 4,
  /** How often one tool call may wait for somebody. */
  waitsPerCall: 16,
  /** The arguments of a call that a person has edited, and the answer to a question. */
  answerBytes: 64 * 1024,
  reasonBytes: 2 * 1024,
  /** The arguments of a call that a person makes in the playground. */
  playgroundArgumentBytes: 256 * 1024,
  questionBytes: 4 * 1024,
  questionOptions: 20,
  approvalRulesPerOrganization: 1_000,
  /** The entries of each of an agent’s settings that go by the names of tools. */
  toolPatterns: 100,
  fileBytes: 10 * 1024 * 1024,
  fileBodyBytes: 15 * 1024 * 1024,
  filesPerSession: 10_000,
  fileBytesPerSession: 512 * 1024 * 1024,
  /** What one tool call may write to files. */
  fileBytesPerCall: 64 * 1024 * 1024,
  /** A larger content is sent before the commit of its call. */
  inlineFileBytes: 256 * 1024,
  /** How many former contents of one path, and how many in all with how many bytes, a session keeps. */
  revisionsPerPath: 20,
  revisionsPerSession: 2_000,
  revisionBytesPerSession: 64 * 1024 * 1024,
  stepsPerCall: 1_000,
  stepResultBytes: 64 * 1024,
  stepBytesPerCall: 16 * 1024 * 1024,
  stepNameLength: 256,
  sourcesPerSession: 10_000,
  pathBytes: 1024,
  searchBytes: 256,
  idempotencyKeyLength: 255,
  requestIdLength: 128,
  nameBytes: 256,
  emailLength: 254,
  passwordMinLength: 8,
  passwordBytes: 1024,
  tokenLength: 4096,
  userCodeLength: 64,
  /** Requests of programs to be signed in that nobody has decided and that have not expired, of all networks together and of one. */
  openDeviceLogins: 10_000,
  openDeviceLoginsPerNetwork: 20,
  apiKeysPerMember: 100,
  secretsPerOrganization: 500,
  mcpServersPerOrganization: 100,
  /** Logins at MCP servers, of all subjects. */
  mcpConnectionsPerOrganization: 10_000,
  toolsPerMcpServer: 500,
  mcpUriBytes: 2 * 1024,
  mcpPromptArgumentBytes: 64 * 1024,
  /** The contents of one resource, and how many messages of a prompt there are. */
  mcpContents: 64,
  mcpResourcesPerMessage: 8,
  webhooksPerOrganization: 20,
  /** Deliveries that wait for one webhook, before it is paused. */
  webhookBacklog: 10_000,
  /** How much of a webhook’s answer is kept. */
  webhookResponseBytes: 2 * 1024,
  secretLength: 8 * 1024,
  secretMinLength: 8,
  hostsPerSecret: 50,
  invitationsPerOrganization: 500,
  /** Sessions that one job names by their ids, jobs of an organization that run at the same time, and failures that one keeps. */
  sessionsPerJob: 1_000,
  runningJobsPerOrganization: 10,
  failuresPerJob: 20,
  viewsPerOrganization: 500,
  /** Ten years. */
  hoursOfSelection: 87_600,
  commentBytes: 4 * 1024,
  listLimit: 100,
  eventsLimit: 1_000,
  grpcMessageBytes: 32 * 1024 * 1024,
  streamsPerSession: 50,
  streamsTotal: 20_000,
  streamBufferBytes: 4 * 1024 * 1024,
  /** In one process. */
  socketsTotal: 20_000,
  /** Sockets of one process that have not shown a credential yet. */
  socketsUnknown: 1_000,
  frameBytes: 1024 * 1024,
  /** The first frame of a socket, with its credential, and how long it may take to come. */
  authFrameBytes: 4 * 1024,
  authFrameMs: 5_000,
  /** What may wait for a socket that does not read. It is dropped beyond. */
  socketBufferBytes: 4 * 1024 * 1024,
  /** Frames of one socket that wait to be handled. It is not read meanwhile. */
  framesWaiting: 100,
  subscriptionsPerSocket: 50,
  requestsPerSocket: 50,
  toolsPerDevice: 512,
  runningPerDevice: 256,
  /** Calls that one device has been offered and that have no result. */
  offersPerDevice: 64,
  progressBytes: 2 * 1024,
  devicesPerOrganization: 10_000,
  mutations: 100,
  mutationBytes: 512 * 1024,
} as const;

export const TURN_DEFAULTS = { maxIterations: 100, turnTimeoutMs: 60 * 60 * 1000 } as const;
