// Does a bit of everything, so that every topic holds records of many types: through the HTTP API, as a receiver of
// webhooks, and as somebody who writes to a topic that isn't his. Ends when what it gave up is among the dead letters.
// Usage: URL=… TOKEN=… node exercise.js [BROKERS]
import { append, readToTheEnd } from './log.js'
import { receiver, until } from './receiver.js'

const { URL: url = 'http://localhost:8080', TOKEN: token } = process.env
const brokers = process.argv[2] ?? 'localhost:9092'

async function send (method, path, body) {
  const answer = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body)
  })
  return { status: answer.status, ok: answer.ok, text: await answer.text() }
}

async function ask (method, path, body) {
  const { status, ok, text } = await send(method, path, body)
  if (!ok) throw new Error(`${method} ${path}: ${status} ${text}`)
  return text ? JSON.parse(text) : null
}

const begun = new Date().toISOString()
const hooks = await receiver()
const { workspace_id: id } = await ask('POST', '/workspaces', { name: 'exercise', description: 'a bit of everything' })
const ws = `/workspaces/${id}`
const delivery = { max_attempts: 2, backoff_seconds: [0] } // who fails twice is given up, and at once
await ask('PATCH', ws, { name: 'exercises', settings: { sandbox_defaults: { delivery } } })
const named = async name => (await ask('POST', `${ws}/sandboxes`, { name, labels: { kind: 'made-up' } })).sandbox_id
const [ann, ben, cas, dee] = [await named('ann'), await named('ben'), await named('cas'), await named('dee')]
const message = (from, to, text, more = {}) => ({
  from_sandbox_id: from, to_sandbox_id: to, message_type: 'request', content: { text }, ...more
})
const say = async (...said) => (await ask('POST', `${ws}/messages`, message(...said))).message_id
const becomes = (message, status) =>
  until(`${message} is ${status}`, async () => (await ask('GET', `${ws}/messages/${message}`)).status === status)
const inbox = (sandbox, verb, body) => ask('POST', `${ws}/sandboxes/${sandbox}/inbox/${verb}`, body)
async function lease (sandbox) {
  const { data } = await inbox(sandbox, 'receive', { max: 1, wait_seconds: 5 })
  return { leases: data.map(({ message_id, lease_id }) => ({ message_id, lease_id })) }
}
const feels = status => ask('POST', `${ws}/sandboxes/${ann}/heartbeat`, { status })

// All that is said goes to a server of ours too; see below.
const subscribe = async (path, type) =>
  `${ws}/webhooks/${(await ask('POST', `${ws}/webhooks`, { url: hooks.url(path), event_types: [type] })).webhook_id}`
const subscription = await subscribe('/events', 'message.*')

await ask('PATCH', `${ws}/sandboxes/${ann}`, { labels: { kind: 'changed' } })
await ask('POST', `${ws}/sandboxes/${ann}/status`, { status: 'starting' })

// Said, received, given back, refused, taken up again, and given up for good.
const first = await say(ann, ben, 'the first', { correlation_id: 'c-1', priority: 'urgent' })
const firstLease = await lease(ben)
await inbox(ben, 'extend', firstLease)
await inbox(ben, 'nak', { ...firstLease, reason: 'busy' })
await inbox(ben, 'reject', { ...await lease(ben), reason: 'not for me' })
const buriedLast = async () => (await ask('GET', `${ws}/dead-letters?order=desc&limit=1`)).data[0].dead_letter_id
await ask('POST', `${ws}/dead-letters/${await buriedLast()}/redrive`, {})
await inbox(ben, 'reject', { ...await lease(ben), reason: 'still not' })
await ask('DELETE', `${ws}/dead-letters/${await buriedLast()}`, { reason: 'enough' })
await ask('POST', `${ws}/messages/broadcast`, { from_sandbox_id: ann, message_type: 'notification', content: 'all' })
await inbox(ben, 'ack', await lease(ben))
await becomes(await say(ann, cas, 'too late', { expires_at: new Date(Date.now() + 1000).toISOString() }), 'failed')

// A message that a webhook takes, one that it doesn't, and a webhook that is no more, until it is.
const webhook = `${ws}/sandboxes/${dee}/webhook`
await ask('PUT', webhook, { url: hooks.url('/dee') })
await becomes(await say(ann, dee, 'by webhook'), 'delivered')
hooks.answer('/dee', 500)
const refused = await say(ann, dee, 'not taken')
await becomes(refused, 'failed')
hooks.answer('/dee', 410)
const kept = await say(ann, dee, 'to nobody')
await until('the webhook is disabled', async () => (await ask('GET', webhook)).state === 'disabled')
hooks.answer('/dee', 204)
await ask('POST', `${webhook}/enable`)
await becomes(kept, 'delivered')
await ask('DELETE', webhook)

// The same of a subscription: events that it takes, then again, then begun again and broken off while one is on its way.
const replayed = (path, outcome) =>
  until(`the replay is ${outcome}`, async () => (await ask('GET', path)).last_replay?.outcome === outcome)
await until('the events have come', async () => (await ask('GET', subscription)).delivered_count > 0)
await ask('POST', `${subscription}/replay`, { since: begun })
await replayed(subscription, 'done')
const before = hooks.at('/events').length
let letGo
hooks.answer('/events', new Promise(resolve => { letGo = () => resolve(204) }))
await ask('POST', `${subscription}/replay`, { since: begun })
await until('an event is on its way', () => hooks.at('/events').length > before)
await ask('DELETE', `${subscription}/replay`)
letGo()
await replayed(subscription, 'cancelled')

// Events that it doesn't take: one is sent once more and taken then, another nobody wants any more.
const failing = await subscribe('/failing', 'sandbox.health-reported.v1')
const lost = () => until('an event is given up', async () => (await ask('GET', `${failing}/dead-letters`)).data[0]?.position)
hooks.answer('/failing', 500)
await feels('degraded')
const once = await lost()
hooks.answer('/failing', 204)
await ask('POST', `${failing}/dead-letters/${once}/redrive`)
await replayed(failing, 'done')
hooks.answer('/failing', 500)
await feels('healthy')
await ask('DELETE', `${failing}/dead-letters/${await lost()}`, { reason: 'enough' })
hooks.answer('/failing', 410)
await feels('degraded')
await until('the subscription is disabled', async () => (await ask('GET', failing)).state === 'disabled')
hooks.answer('/failing', 204)
await ask('PATCH', failing, { event_types: ['sandbox.*'] })
await ask('POST', `${failing}/enable`)
await ask('DELETE', failing)

// Two records that are no commands: no JSON, and no value at all.
const topic = 'roundtable.commands'
const poison = await append(brokers, [
  { topic, key: Buffer.from(id), value: Buffer.from('{"no": JSON') },
  { topic, key: Buffer.from('nobody') }
])

// Each of these has a letter, some time after.
const wanted = [
  `io.roundtable.message.buried.v1 ${first}`,
  `io.roundtable.message.buried.v1 ${refused}`,
  `io.roundtable.event.undelivered.v1 ${failing.split('/').pop()}`,
  ...poison.map(({ partition, offset }) => `io.roundtable.record.poisoned.v1 ${topic}-${partition}-${offset}`)
]
await until(`letters of ${wanted}`, async () => {
  const letters = new Set()
  await readToTheEnd(brokers, ['roundtable.dead-letters'], ({ headers }) =>
    letters.add(`${headers.get('ce_type')} ${headers.get('ce_subject')}`))
  return wanted.every(letter => letters.has(letter))
})

await ask('DELETE', `${ws}/sandboxes/${cas}`)
const late = await send('POST', `${ws}/messages`, message(ann, cas, 'nobody there'))
if (late.ok) throw new Error(`a message to a sandbox that is deleted: ${late.text}`)
await ask('DELETE', ws)
await hooks.close()
console.log(`${ws} is done and archived: ${hooks.at('/dee').length} messages and ` +
  `${hooks.at('/events').length} events by webhook, ${wanted.length} dead letters`)
