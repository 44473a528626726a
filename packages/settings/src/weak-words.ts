const lines = (text: string): string[] => text.trim().split(/\s+/);

/** The words of example secrets and of the most common passwords. Shorter words would cover parts of any secret. */
export const WEAK_WORDS: ReadonlySet<string> = new Set(
  lines(`
  access admin administrator and angel anthropic any api apikey appkey asdf auth autumn bar baseball batman baz bit bits byte bytes cafe
  cafebabe change changed changeit changeme changethis char character characters charlie chars cheese client clientsecret computer
  correcthorsebatterystaple database deadbeef default demo dev develop development donald dont dragon dummy eight encrypt encryption
  enter everruns example examples feedface fill five fixme flower foo foobar football for four freedom generate github god google grpc
  hello here hunter iloveyou insecure insert internet ipsum jesus jordan jwt key keys least length letmein local localhost login long
  lorem love lovely master max michael min minimum monday money monkey must mustang need nine ninja not oauth one only openai our pass
  passphrase passw passwd password passwords passwort placeholder please pokemon postgres princess private prod production public put pwd
  qux qwerty qwertz random redis replace replaced replaceme root safe sample secret secretkey secrets secure security server service
  session set seven shadow should sign signature signing six some something spring staging starwars string strong summer sunshine super
  superman superpassword supersecret temp temporal temporary ten test tested testing tests text that the thekey this three todo token
  tokens top trustno two unsafe use used user username using value very welcome whatever winter with worker workers world you your yours
  zxcv
`),
);

/** Words of placeholders, which ask the reader to insert a real secret. */
export const PLACEHOLDER_WORDS: ReadonlySet<string> = new Set(
  lines(`change changed changeit changeme changethis dummy enter example fill fixme generate here insert placeholder put replace replaced
  replaceme sample todo your yours`),
);
