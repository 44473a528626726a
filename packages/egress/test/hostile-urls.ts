/** IPv4 addresses that no call may reach: loopback, private, link-local, metadata, shared, multicast, reserved. */
const IPV4 = [
  '127.0.0.1',
  '127.1.2.3',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '10.255.255.254',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.0.1',
  '192.168.255.254',
  '169.254.169.254',
  '169.254.170.2',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
];

const IPV6 = [
  '::1',
  '::',
  '0:0:0:0:0:0:0:1',
  'fe80::1',
  'fec0::1',
  'fc00::1',
  'fd00:ec2::254',
  'fd12:3456::1',
  'ff02::1',
  '100::1',
  '2001:db8::1',
  '2001:0:53aa:64c::1',
  '3fff::1',
  '4000::1',
];

const NAMES = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'a.localhost',
  'a.b.localhost.',
  'loc%61lhost',
  'ｌｏｃａｌｈｏｓｔ',
];

/** Every way to write an IPv4 address that some parser reads as one, and every IPv6 address that carries it. */
function spellings(address: string): string[] {
  const bytes = address.split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const octal = (value: number) => `0${value.toString(8)}`;
  const hex = (value: number) => `0x${value.toString(16)}`;
  const high = (a * 256 + b).toString(16);
  const low = (c * 256 + d).toString(16);
  return [
    address,
    `${address}.`,
    String(whole),
    hex(whole),
    hex(whole).toUpperCase(),
    octal(whole),
    bytes.map(octal).join('.'),
    bytes.map((value) => `0000${octal(value)}`).join('.'),
    bytes.map(hex).join('.'),
    `${hex(a)}.${octal(b)}.${c}.${hex(d)}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    address.replaceAll('.', '。'),
    address.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    address.replaceAll(/\d/g, (digit) => `%3${digit}`),
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[::${address}]`,
    `[::ffff:0:${high}:${low}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
  ];
}

const OTHER_SCHEMES = ['file:///etc/passwd', 'ftp://127.0.0.1/', 'gopher://127.0.0.1:PORT/_x', 'data:text/plain,x'];
const OTHER_FORMS = [
  'http://user:pw@127.0.0.1:PORT/',
  'http://8.8.8.8@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#@8.8.8.8/',
  'http://127.0.0.1:PORT\\@8.8.8.8/',
  'http:\\\\127.0.0.1:PORT/',
  'http:/127.0.0.1:PORT/',
  'http:127.0.0.1:PORT/',
  'HTTP://127.0.0.1:PORT/',
  'http://127.0.0.1:0PORT/',
  '\t http://127.0.0.1:PORT/ \n',
  'http://127.0.\t0.1:PORT/',
  'blob:http://127.0.0.1:PORT/x',
  'javascript:fetch("http://127.0.0.1:PORT")',
  'unix:/var/run/docker.sock',
];

/** URLs that must reach nothing, as a tenant may write them; PORT stands for a port on which somebody listens. */
export const HOSTILE_URLS: readonly string[] = [
  ...IPV4.flatMap((address) => spellings(address).map((host) => `http://${host}:PORT/`)),
  ...IPV4.map((address) => `https://${address}:PORT/`),
  ...IPV6.flatMap((address) => ['http', 'https'].map((scheme) => `${scheme}://[${address}]:PORT/`)),
  ...NAMES.flatMap((name) => ['http', 'https'].map((scheme) => `${scheme}://${name}:PORT/`)),
  ...OTHER_SCHEMES,
  ...OTHER_FORMS,
];

/** What a hostile name server may answer: addresses that nobody may reach, alone or beside a public one. */
export const HOSTILE_ANSWERS: readonly (readonly string[])[] = [
  ...IPV4,
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  '::ffff:127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::1',
].flatMap((address) => [[address], ['8.8.8.8', address], [address, '8.8.8.8']]);
