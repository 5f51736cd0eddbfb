/** What `npm run pictures` makes of a screenshot. */
import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readPng, smallPng } from '../../screens/small-png.ts'

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
/** An RGB picture of rows that begin with the number of their filter. */
const rgb = (width: number, rows: readonly (readonly number[])[]): Buffer => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(rows.length, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('a picture of a screen', () => {
  test('is read through all five row filters, and keeps every pixel of few colours', () => {
    const png = rgb(2, [
      [0, 10, 20, 30, 40, 50, 60],
      [1, 10, 20, 30, 1, 1, 1], // left
      [2, 0, 0, 0, 5, 5, 5], // above
      [3, 1, 1, 1, 1, 1, 1], // average
      [4, 1, 1, 1, 1, 1, 1], // Paeth
    ])
    const expected = [
      0x0a141e, 0x28323c, 0x0a141e, 0x0b151f, 0x0a141e, 0x101a24, 0x060b10, 0x0c131b, 0x070c11, 0x0d141c,
    ]
    expect([...readPng(png).colours]).toEqual(expected)
    const { width, height, colours } = readPng(smallPng(png))
    expect([width, height, [...colours]]).toEqual([2, 5, expected])
  })

  test('has 256 colours at most: the frequent ones stay, a rare shade moves to the nearest', () => {
    const row = (colourOf: (i: number) => number[]): number[] => [
      0,
      ...Array.from({ length: 250 }, (_, i) => colourOf(i)).flat(),
    ]
    const rare = row((i) => [i >> 1, i >> 1, (i >> 1) + (i % 2)])
    const frequent = row((i) => [200, i % 56, 0])
    const png = rgb(250, [rare, frequent, frequent])
    const [before, after] = [readPng(png).colours, readPng(smallPng(png)).colours]
    expect(new Set(after).size).toBe(256)
    expect([...after].slice(250)).toEqual([...before].slice(250))
    const moved = [...after.keys()].map((i) => Math.abs((after[i]! & 255) - (before[i]! & 255)))
    expect(Math.max(...moved)).toBeGreaterThan(0)
    expect(Math.max(...moved)).toBeLessThan(30)
  })

  test('a file of another kind is refused', () => {
    expect(() => readPng(Buffer.from('GIF89a'))).toThrow('not a PNG')
  })
})
