/**
 * Makes a screenshot small: at most 256 colours, one byte a pixel, strongest compression. The flat colours of
 * the screens stay exactly as they are; of the edges of letters the rare shades move to the nearest frequent one.
 * Format: PNG (ISO/IEC 15948), 8 bits, RGB or RGBA without interlacing in, indexed colour out.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const MOST_COLOURS = 256

interface Pixels {
  readonly width: number
  readonly height: number
  /** One number a pixel, 0xRRGGBB, row by row from the top. */
  readonly colours: Uint32Array
}

const chunksOf = (png: Buffer): Map<string, Buffer> => {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    const name = png.toString('latin1', at + 4, at + 8)
    const data = png.subarray(at + 8, at + 8 + length)
    const before = chunks.get(name)
    chunks.set(name, before ? Buffer.concat([before, data]) : data)
    at += 12 + length
  }
  return chunks
}

/** The Paeth predictor of the PNG specification, section 9.4. */
const paeth = (left: number, above: number, aboveLeft: number): number => {
  const guess = left + above - aboveLeft
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - aboveLeft)]
  if (a <= b && a <= c) return left
  return b <= c ? above : aboveLeft
}

const PREDICTORS: readonly ((left: number, above: number, aboveLeft: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
]

/** Undoes the row filters in place; returns the same buffer without the filter bytes. */
const unfiltered = (rows: Buffer, height: number, rowBytes: number, pixelBytes: number): Buffer => {
  const plain = Buffer.alloc(height * rowBytes)
  const at = (y: number, x: number): number => (y < 0 || x < 0 ? 0 : plain[y * rowBytes + x]!)
  for (let y = 0; y < height; y++) {
    const predict = PREDICTORS[rows[y * (rowBytes + 1)]!]
    if (!predict) throw new Error('unknown PNG filter')
    for (let x = 0; x < rowBytes; x++) {
      const guess = predict(at(y, x - pixelBytes), at(y - 1, x), at(y - 1, x - pixelBytes))
      plain[y * rowBytes + x] = (rows[y * (rowBytes + 1) + 1 + x]! + guess) & 0xff
    }
  }
  return plain
}

/** Reads 8-bit RGB and RGBA (as Chromium writes) and what {@link smallPng} wrote. */
export const readPng = (png: Buffer): Pixels => {
  const chunks = chunksOf(png)
  const head = chunks.get('IHDR')!
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const pixelBytes = { 2: 3, 3: 1, 6: 4 }[head[9]!]
  if (head[8] !== 8 || head[12] !== 0 || !pixelBytes) throw new Error('a kind of PNG that is not read here')
  const rows = inflateSync(chunks.get('IDAT')!)
  const plain = unfiltered(rows, height, width * pixelBytes, pixelBytes)
  const palette = chunks.get('PLTE')
  const colours = new Uint32Array(width * height)
  for (let i = 0; i < colours.length; i++)
    colours[i] = palette ? palette.readUIntBE(plain[i]! * 3, 3) : plain.readUIntBE(i * pixelBytes, 3)
  return { width, height, colours }
}

const distance = (a: number, b: number): number =>
  ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2

/** The most frequent colours, most frequent first. */
const paletteOf = (colours: Uint32Array): number[] => {
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_COLOURS)
    .map(([colour]) => colour)
}

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

export const smallPng = (png: Buffer): Buffer => {
  const { width, height, colours } = readPng(png)
  const palette = paletteOf(colours)
  const places = new Map(palette.map((colour, place) => [colour, place]))
  const placeOf = (colour: number): number => {
    const known = places.get(colour)
    if (known !== undefined) return known
    let best = 0
    for (let i = 1; i < palette.length; i++)
      if (distance(palette[i]!, colour) < distance(palette[best]!, colour)) best = i
    places.set(colour, best)
    return best
  }
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = placeOf(colours[y * width + x]!)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const table = Buffer.alloc(palette.length * 3)
  palette.forEach((colour, place) => table.writeUIntBE(colour, place * 3, 3))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
