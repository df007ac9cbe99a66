// Compares what count-messages.js has printed with the tables, as the HTTP API shows them to the owner of the workspaces.
// Usage: URL=… TOKEN=… node compare.js COUNTS.json
import { readFile } from 'node:fs/promises'

const { URL: url = 'http://localhost:8080', TOKEN: token } = process.env
const counted = JSON.parse(await readFile(process.argv[2], 'utf8')).workspaces

async function * all (path) {
  for (let cursor = null; cursor !== undefined;) {
    const page = await get(`${path}?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
    yield * page.data
    cursor = page.pagination.next_cursor ?? undefined
  }
}

async function get (path) {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function tables () {
  const found = {}
  for await (const { workspace_id: id, name } of all('/v1/workspaces')) {
    const participants = {}
    for await (const sandbox of all(`/v1/workspaces/${id}/sandboxes`)) {
      participants[sandbox.sandbox_id] = { name: sandbox.name, sent: {} }
    }
    for await (const message of all(`/v1/workspaces/${id}/messages`)) {
      const { sent } = (participants[message.from_sandbox_id ?? 'system'] ??= { name: null, sent: {} })
      sent[message.message_type] = (sent[message.message_type] ?? 0) + 1
    }
    found[id] = { name, participants }
  }
  return found
}

/** Lines such as `ws_… garden | sb_… user | request | 3`, so that a difference can be read. */
const lines = workspaces => Object.entries(workspaces).flatMap(([id, { name, participants }]) => [
  `${id} ${name}`,
  ...Object.entries(participants).flatMap(([sandbox, { name: who, sent }]) => [
    `${id} ${name} | ${sandbox} ${who}`,
    ...Object.entries(sent).map(([type, times]) => `${id} ${name} | ${sandbox} ${who} | ${type} | ${times}`)
  ])
])

const ofLog = new Set(lines(counted))
const ofTables = new Set(lines(await tables()))
const differences = [
  ...[...ofLog].filter(line => !ofTables.has(line)).map(line => `only by the log:    ${line}`),
  ...[...ofTables].filter(line => !ofLog.has(line)).map(line => `only by the tables: ${line}`)
]
differences.forEach(line => console.error(line))
const sum = Object.values(counted).flatMap(({ participants }) => Object.values(participants))
  .flatMap(({ sent }) => Object.values(sent)).reduce((a, b) => a + b, 0)
const counts = [...ofLog].filter(line => line.split(' | ').length === 4).length
console.log(`${Object.keys(counted).length} conversations, ${sum} messages in ${counts} counts by participant and type: ` +
  (differences.length === 0 ? 'the topic and the tables are equal' : `${differences.length} differences`))
process.exitCode = differences.length === 0 && sum > 0 ? 0 : 1
