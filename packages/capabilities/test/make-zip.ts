import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP file with the given parts, deflated. */
export function makeZip(parts: Readonly<Record<string, string | Buffer>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    local.push(Buffer.from('PK\u0003\u0004', 'latin1'), facts, Buffer.from(name), packed);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), facts, entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

/** A workbook whose sheets are all the same bytes of the file, stored as they are. */
export function makeSharedZip(sheets: number, content: Buffer): Buffer {
  const workbook = makeZip({ 'xl/workbook.xml': '<workbook/>' });
  const end = workbook.length - 22;
  const directoryAt = workbook.readUInt32LE(end + 16);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), facts, content]);
  const entries = Array.from({ length: sheets }, (_, index) => {
    const name = Buffer.from(`xl/worksheets/sheet${index + 1}.xml`);
    const named = Buffer.from(facts);
    named.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(directoryAt, 10);
    return Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), named, place, name]);
  });
  const directory = Buffer.concat([workbook.subarray(directoryAt, end), ...entries]);
  const tail = Buffer.from(workbook.subarray(end));
  tail.writeUInt16LE(sheets + 1, 8);
  tail.writeUInt16LE(sheets + 1, 10);
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(directoryAt + local.length, 16);
  return Buffer.concat([workbook.subarray(0, directoryAt), local, directory, tail]);
}
