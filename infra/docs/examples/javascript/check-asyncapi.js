// Parses the AsyncAPI document of a node, or a file, with AsyncAPI's own parser. Usage: node check-asyncapi.js [WHERE],
// by default $URL/asyncapi.yaml
import { readFile } from 'node:fs/promises'
import { Parser } from '@asyncapi/parser'

const where = process.argv[2] ?? `${process.env.URL ?? 'http://localhost:8080'}/asyncapi.yaml`
const TOPICS = ['commands', 'events', 'replies', 'deliveries', 'dead-letters'].map(name => `roundtable.${name}`)

async function text () {
  if (!where.startsWith('http')) return readFile(where, 'utf8')
  const answer = await fetch(where)
  if (!answer.ok) throw new Error(`GET ${where}: ${answer.status}`)
  return answer.text()
}

const { document, diagnostics } = await new Parser().parse(await text())
const errors = diagnostics.filter(({ severity }) => severity === 0).map(({ message, path }) => `${path.join('.')}: ${message}`)
if (document) {
  if (!document.version().startsWith('3.')) errors.push(`it is of version ${document.version()}, not 3`)
  const described = document.channels().all().map(channel => channel.address())
  TOPICS.filter(topic => !described.includes(topic)).forEach(topic => errors.push(`${topic} is not described`))
}
errors.forEach(error => console.error(error))
const what = document && `AsyncAPI ${document.version()}, ${document.channels().all().length} channels, ` +
  `${document.allMessages().all().length} messages`
console.log(errors.length === 0 && document ? `${what}: valid` : `${where}: ${errors.length} errors`)
process.exitCode = errors.length === 0 && document ? 0 : 1
