// A conversation by a client that is typed by the node's own OpenAPI document. Usage: npm run generate && npm run compile,
// then node build/conversation.js with what "dev" prints: URL, WS, ALICE, BOB, ALICE_KEY, BOB_KEY.
import createClient from 'openapi-fetch'
import type { components, paths } from './build/roundtable.js'

function given (name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

const url = given('URL')
const workspace = given('WS')
const [alice, bob] = [given('ALICE'), given('BOB')]

function client (key: string) {
  return createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${key}` } })
}

/** The answer, or its problem (RFC 9457) as an error. */
function good<T> ({ data, error, response }: { data?: T, error?: unknown, response: Response }): NonNullable<T> {
  if (error !== undefined || data === undefined || data === null) {
    throw new Error(`${response.status} ${response.url}: ${JSON.stringify(error)}`)
  }
  return data
}

const asAlice = client(given('ALICE_KEY'))
const asBob = client(given('BOB_KEY'))
const question = `What is ${Math.floor(Math.random() * 1000)} in words?`

const asked = good(await asAlice.POST('/v1/workspaces/{workspace}/messages', {
  params: { path: { workspace }, header: { 'Idempotency-Key': `ts-${question}` } },
  body: { from_sandbox_id: alice, to_sandbox_id: bob, message_type: 'request', content: { text: question } }
}))
if (!('message_id' in asked)) throw new Error('undecided after 10 s')

let got: components['schemas']['Received']['data'][number] | undefined
for (let tries = 0; got === undefined && tries < 10; tries++) {
  const { data } = good(await asBob.POST('/v1/workspaces/{workspace}/sandboxes/{sandbox}/inbox/receive', {
    params: { path: { workspace, sandbox: bob } },
    body: { max: 10, wait_seconds: 5 }
  }))
  got = data.find(message => message.message_id === asked.message_id)
}
if (got === undefined) throw new Error('bob was not offered the question')

good(await asBob.POST('/v1/workspaces/{workspace}/messages', {
  params: { path: { workspace } },
  body: {
    from_sandbox_id: bob,
    to_sandbox_id: alice,
    message_type: 'response',
    in_reply_to: got.message_id,
    content: { text: 'No idea.' }
  }
}))
const { data: done } = good(await asBob.POST('/v1/workspaces/{workspace}/sandboxes/{sandbox}/inbox/ack', {
  params: { path: { workspace, sandbox: bob } },
  body: { leases: [{ message_id: got.message_id, lease_id: got.lease_id ?? '' }] }
}))
if (done[0]?.status !== 'ok') throw new Error(`not acknowledged: ${JSON.stringify(done)}`)

const answer = good(await asAlice.GET('/v1/workspaces/{workspace}/messages/{message}/response', {
  params: { path: { workspace, message: asked.message_id }, query: { wait_seconds: 10 } }
}))
console.log(`alice: ${question} bob: ${(answer.content as { text: string }).text}`)
